package org.linekeeper.simulator.sip;

/** A response. */
public record SipResponse(int status, String reason, SipHeaders headers, String body) implements SipMessage {
    @Override
    public String startLine() {
        return "SIP/2.0 " + status + " " + reason;
    }

    public boolean provisional() {
        return status < 200;
    }

    public boolean success() {
        return status >= 200 && status < 300;
    }

    public SipResponse with(String name, String value) {
        return new SipResponse(status, reason, headers.with(name, value), body);
    }

    public SipResponse withSdp(String sdp) {
        return new SipResponse(status, reason, headers.with("Content-Type", "application/sdp"), sdp);
    }

    /** Gives To a tag unless it has one. */
    public SipResponse withToTag(String tag) {
        String to = headers.first("To").orElse("");
        return tag("To").isEmpty()
                ? new SipResponse(status, reason, headers.replace("To", to + ";tag=" + tag), body)
                : this;
    }

    /** Adds those headers. */
    public SipResponse withHeadersOf(SipHeaders others) {
        return new SipResponse(status, reason, headers.withAll(others), body);
    }
}
