package org.linekeeper.sip.jain;

import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A request of ours. What JAIN-SIP asks of it again and again it puts together once, for as long as the parts stay the same. */
final class OutgoingRequest extends LeanRequest {
    private static final long serialVersionUID = 1L;

    private transient @Nullable String branch;
    private transient @Nullable String transactionId;
    private transient byte @Nullable [] written;

    /** Takes over the headers of a request that JAIN-SIP has made, which is not to be used any more. */
    static OutgoingRequest of(SIPRequest made) {
        OutgoingRequest request = new OutgoingRequest();
        request.setRequestLine(made.getRequestLine());
        Iterator<SIPHeader> headers = made.getHeaders();
        while (headers.hasNext()) {
            SIPHeader header = headers.next();
            if (!(header instanceof ContentLength)) {
                request.attachHeader(header, false, false);
            }
        }
        return request;
    }

    @Override
    public String getTransactionId() {
        Via via = getTopmostVia();
        String now = via == null ? null : via.getBranch();
        if (now == null || !JainStack.hasCookie(now) || getMethod().equals(CANCEL)) {
            return super.getTransactionId();
        }
        String id = transactionId;
        if (id == null || !now.equals(branch)) {
            id = now.toLowerCase(Locale.ROOT);
            branch = now;
            transactionId = id;
        }
        return id;
    }

    /** RFC 3261 8.2.2.2: by this a server finds requests that came on two ways. Nobody looks for one of ours. */
    @Override
    public @Nullable String getMergeId() {
        return null;
    }

    /** JAIN-SIP keeps an ACK as text, to repeat it, and sends it at once. */
    @Override
    public String encode() {
        if (!getMethod().equals(ACK) || getTopmostVia() == null) {
            return super.encode();
        }
        try {
            byte[] bytes = MessageEncoder.encode(this, getTopmostVia().getTransport());
            written = bytes;
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of the last {@link #encode}, once: what is changed after that is written anew. */
    byte @Nullable [] takeWritten(String transport) {
        byte[] bytes = written;
        written = null;
        return bytes != null && transport.equalsIgnoreCase(getTopmostVia().getTransport()) ? bytes : null;
    }

    /** Another may be changed. */
    @Override
    public Object clone() {
        OutgoingRequest copy = (OutgoingRequest) super.clone();
        copy.branch = null;
        copy.transactionId = null;
        copy.written = null;
        return copy;
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
