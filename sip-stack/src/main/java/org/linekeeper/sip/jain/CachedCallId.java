package org.linekeeper.sip.jain;

import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.CallIdentifier;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/** A Call-ID that remembers how it is written. JAIN-SIP's puts it together from its parts wherever it is asked for, twenty times a message. */
final class CachedCallId extends CallID {
    private static final long serialVersionUID = 1L;

    /** Copied rather than made; see {@link BlankHeaders}. */
    private static final CachedCallId BLANK = new CachedCallId();

    private String text = "";

    /** Null for what is no Call-ID. */
    static @Nullable CachedCallId of(String text) {
        CachedCallId callId = (CachedCallId) BLANK.clone();
        try {
            callId.setCallId(text.trim());
            return callId;
        } catch (ParseException e) {
            return null;
        }
    }

    @Override
    public void setCallId(String callId) throws ParseException {
        if (callId == null) {
            throw new ParseException("no Call-ID", 0);
        }
        // Its parts, put together, are the same again.
        callIdentifier = null;
        text = callId;
    }

    @Override
    public CallIdentifier getCallIdentifer() {
        if (callIdentifier == null) {
            callIdentifier = new CallIdentifier(text);
        }
        return callIdentifier;
    }

    @Override
    public void setCallIdentifier(CallIdentifier identifier) {
        super.setCallIdentifier(identifier);
        text = identifier.encode();
    }

    @Override
    public String getCallId() {
        return text;
    }

    @Override
    public String encodeBody() {
        return text;
    }

    @Override
    protected StringBuilder encodeBody(StringBuilder buffer) {
        return buffer.append(text);
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
