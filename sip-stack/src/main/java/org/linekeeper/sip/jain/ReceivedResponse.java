package org.linekeeper.sip.jain;

import gov.nist.javax.sip.message.SIPResponse;
import org.jspecify.annotations.Nullable;

/** A response that came in, which knows its transaction once it was asked; see {@link ReceivedRequest}. */
final class ReceivedResponse extends SIPResponse {
    private static final long serialVersionUID = 1L;

    private transient @Nullable String transactionId;

    @Override
    public String getTransactionId() {
        String id = transactionId;
        if (id == null) {
            id = super.getTransactionId();
            transactionId = id;
        }
        return id;
    }

    /** Another may be changed. */
    @Override
    public Object clone() {
        ReceivedResponse copy = (ReceivedResponse) super.clone();
        copy.transactionId = null;
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
