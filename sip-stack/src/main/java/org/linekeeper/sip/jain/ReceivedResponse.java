package org.linekeeper.sip.jain;

import org.jspecify.annotations.Nullable;

/** A response that came in, which knows its transaction once it was asked; see {@link ReceivedRequest}. */
final class ReceivedResponse extends LeanResponse {
    private static final long serialVersionUID = 1L;

    private transient @Nullable String transactionId;
    private transient @Nullable Object told;

    @Override
    public String getTransactionId() {
        String id = transactionId;
        if (id == null) {
            id = super.getTransactionId();
            transactionId = id;
        }
        return id;
    }

    /** Whether a dialog hears of it for the first time. */
    boolean isNewTo(Object dialog) {
        boolean isNew = told != dialog;
        told = dialog;
        return isNew;
    }

    /** Another may be changed. */
    @Override
    public Object clone() {
        ReceivedResponse copy = (ReceivedResponse) super.clone();
        copy.transactionId = null;
        copy.told = null;
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
