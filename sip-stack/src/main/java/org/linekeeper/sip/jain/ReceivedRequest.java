package org.linekeeper.sip.jain;

import org.jspecify.annotations.Nullable;

/**
 * A request that came in. JAIN-SIP puts together what names its transaction six times from the branch, and what tells merged requests
 * apart four times from the whole Request-URI; neither changes once a message is read.
 */
final class ReceivedRequest extends LeanRequest {
    private static final long serialVersionUID = 1L;

    private transient @Nullable String transactionId;
    private transient @Nullable String mergeId;

    @Override
    public String getTransactionId() {
        String id = transactionId;
        if (id == null) {
            id = super.getTransactionId();
            transactionId = id;
        }
        return id;
    }

    @Override
    public @Nullable String getMergeId() {
        String id = mergeId;
        if (id == null) {
            id = super.getMergeId();
            mergeId = id;
        }
        return id;
    }

    /** Another may be changed. */
    @Override
    public Object clone() {
        ReceivedRequest copy = (ReceivedRequest) super.clone();
        copy.transactionId = null;
        copy.mergeId = null;
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
