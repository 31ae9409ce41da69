package org.linekeeper.simulator.sip;

import java.util.Optional;

/** A request or a response. The body is text; its length on the wire is that of its UTF-8 bytes. */
public sealed interface SipMessage permits SipRequest, SipResponse {
    SipHeaders headers();

    String body();

    /** The first line, without its end. */
    String startLine();

    /** The CSeq header field. */
    record CSeq(long number, String method) {}

    default String callId() {
        return headers().first("Call-ID").orElse("");
    }

    /** Number 0 and no method when the field is missing or malformed; the parser lets no such message pass. */
    default CSeq cseq() {
        String[] words = headers().first("CSeq").orElse("").trim().split("\\s+", -1);
        boolean whole = words.length == 2 && words[0].matches("[0-9]{1,10}");
        return whole ? new CSeq(Long.parseLong(words[0]), words[1]) : new CSeq(0, "");
    }

    default NameAddress address(String header) throws SipFormatException {
        Optional<String> value = headers().first(header);
        if (value.isEmpty()) {
            throw new SipFormatException("no " + header);
        }
        return NameAddress.parse(value.get());
    }

    /** The tag of From or To; empty when there is none. */
    default String tag(String header) {
        int at = headers().first(header).orElse("").lastIndexOf('>') + 1;
        String parameters = headers().first(header).orElse("").substring(at);
        return Text.parameters(parameters, ';').getOrDefault("tag", "");
    }

    default Via topVia() throws SipFormatException {
        java.util.List<String> vias = headers().values("Via");
        if (vias.isEmpty()) {
            throw new SipFormatException("no Via");
        }
        return Via.parse(vias.get(0));
    }
}
