package org.linekeeper.dns;

import java.io.IOException;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;

/** Whether bytes that arrived on the socket of a query are its reply (RFC 5452 9.1). */
enum ReplyMatch {
    /** The reply. */
    OURS,
    /** Not a reply to this query: forged, late, or lost. The query goes on waiting. */
    NOT_OURS,
    /** Has the id of the query but cannot be read. The query goes on waiting, for this may be forged too. */
    GARBAGE;

    static ReplyMatch of(Message query, byte[] reply) {
        if (reply.length < Header.LENGTH) {
            return NOT_OURS;
        }
        int id = ((reply[0] & 0xff) << 8) | (reply[1] & 0xff);
        boolean response = (reply[2] & 0x80) != 0;
        if (id != query.getHeader().getID() || !response) {
            return NOT_OURS;
        }
        Record asked = query.getQuestion();
        Record answered;
        try {
            answered = new Message(reply).getQuestion();
        } catch (IOException | RuntimeException e) {
            return GARBAGE;
        }
        if (answered == null) {
            return GARBAGE;
        }
        boolean same = answered.getName().equals(asked.getName())
                && answered.getType() == asked.getType()
                && answered.getDClass() == asked.getDClass();
        return same ? OURS : NOT_OURS;
    }
}
