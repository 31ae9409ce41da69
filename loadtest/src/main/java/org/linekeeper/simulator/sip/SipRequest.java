package org.linekeeper.simulator.sip;

/** A request. */
public record SipRequest(String method, String uri, SipHeaders headers, String body) implements SipMessage {
    @Override
    public String startLine() {
        return method + " " + uri + " SIP/2.0";
    }

    public SipRequest with(String name, String value) {
        return new SipRequest(method, uri, headers.with(name, value), body);
    }

    public SipRequest withHeaders(SipHeaders others) {
        return new SipRequest(method, uri, others, body);
    }

    /** A response with Via, From, To, Call-ID and CSeq of this request, RFC 3261 section 8.2.6.2; no tag is added to To. */
    public SipResponse answer(int status, String reason) {
        SipHeaders copied = SipHeaders.EMPTY;
        for (SipHeaders.Header header : headers.list()) {
            SipHeaders one = SipHeaders.EMPTY.with(header.name(), header.value());
            if (one.has("Via") || one.has("From") || one.has("To") || one.has("Call-ID") || one.has("CSeq")) {
                copied = copied.withAll(one);
            }
        }
        return new SipResponse(status, reason, copied, "");
    }

    /** Adds those headers. */
    public SipRequest withHeadersOf(SipHeaders others) {
        return new SipRequest(method, uri, headers.withAll(others), body);
    }
}
