package org.linekeeper.sip.jain;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.function.LongSupplier;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/**
 * What was answered over UDP, for as long as the request may come again: the final response as bytes, and of an INVITE that was accepted
 * the fact. JAIN-SIP keeps a whole transaction for that, with its timers: of a gateway's memory under load, most. Belongs to one loop.
 *
 * <p>RFC 3261 17.2.2: "When the server transaction enters the "Completed" state, it MUST set Timer J to fire in 64*T1 seconds". RFC 6026
 * 7.1 has the same time for an INVITE that was accepted: "Any retransmission of the INVITE request MUST be absorbed", and the user
 * repeats the 2xx until the ACK comes.
 */
final class FinalResponses {
    /** Two of the same method and branch that come from two peers are two requests. */
    record Key(String method, String branch, String host, int port) {}

    /** Instead of a response: nothing goes out when the request comes again. */
    static final byte[] ABSORBED = {};

    /** These belong to the transaction of an INVITE. */
    private static final Set<String> OTHER_RULES = Set.of(Request.ACK, Request.CANCEL);

    /** Four spans of eight seconds make 64*T1; the one that is being filled comes on top. */
    private static final int SPANS = 5;

    private static final long SPAN_NANOS = 8_000_000_000L;

    private final LongSupplier nanoTicker;
    private final ByteChunks chunks = new ByteChunks();

    /** What was answered in each span, the present one first. */
    private final Deque<ResponseSpan> spans = new ArrayDeque<>(SPANS);

    private long present;

    FinalResponses(LongSupplier nanoTicker) {
        this.nanoTicker = nanoTicker;
    }

    /** What names the transaction of a request; null when its responses are not kept here. */
    static @Nullable Key key(SIPRequest request) {
        Via via = request.getTopmostVia();
        String branch = via.getBranch();
        return branch == null || !JainStack.hasCookie(branch) || OTHER_RULES.contains(request.getMethod())
                ? null
                : new Key(request.getMethod(), branch, via.getHost(), via.getPort());
    }

    /** One request's place. */
    record Place(FinalResponses responses, Key key) {
        /** Whether its final response is repeated from here, so that no transaction need stay for that. */
        boolean repeats() {
            return !key.method().equals(Request.INVITE);
        }

        void sent(int status, byte[] response) {
            if (repeats()) {
                responses.keep(key, response);
            } else if (status < 300) {
                responses.keep(key, ABSORBED);
            }
        }
    }

    /** Keeps the first response to a request, unless more came within a span than anybody but a flood sends. */
    void keep(Key key, byte[] response) {
        if (to(key) == null) {
            spans.getFirst().keep(key, response);
        }
    }

    /** What was answered before, or {@link #ABSORBED}; null for a request that is new. */
    byte @Nullable [] to(Key key) {
        turn();
        for (ResponseSpan span : spans) {
            byte[] response = span.to(key);
            if (response != null) {
                return response.length == 0 ? ABSORBED : response;
            }
        }
        return null;
    }

    private void turn() {
        long now = Math.floorDiv(nanoTicker.getAsLong(), SPAN_NANOS);
        for (long passed = Math.min(now - present, SPANS); passed > 0 || spans.isEmpty(); passed--) {
            ResponseSpan next = spans.size() == SPANS ? spans.removeLast() : new ResponseSpan(chunks);
            next.clear();
            spans.addFirst(next);
        }
        present = now;
    }
}
