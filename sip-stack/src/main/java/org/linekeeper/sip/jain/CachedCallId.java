package org.linekeeper.sip.jain;

import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.CallIdentifier;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/** A Call-ID that remembers how it is written. JAIN-SIP's puts it together from its parts wherever it is asked for, twenty times a message. */
final class CachedCallId extends CallID {
    private static final long serialVersionUID = 1L;

    private String text = "";

    /** Null for what is no Call-ID. */
    static @Nullable CachedCallId of(String text) {
        CachedCallId callId = new CachedCallId();
        try {
            callId.setCallId(text.trim());
            return callId;
        } catch (ParseException e) {
            return null;
        }
    }

    @Override
    public void setCallId(String callId) throws ParseException {
        super.setCallId(callId);
        text = super.encodeBody(new StringBuilder(callId.length())).toString();
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
