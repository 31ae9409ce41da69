package org.linekeeper.call.machine;

import java.util.List;

/**
 * Why a leg is to end or has ended.
 *
 * @param kind what happened
 * @param reasons values of Reason headers (RFC 3326) to pass on
 */
public record Release(Kind kind, List<String> reasons) {
    /** What ended it. */
    public enum Kind {
        /** The far end hung up, or gave up before an answer. */
        HANGUP,
        /** The far end never acknowledged our answer. */
        NO_ACK,
        /** The far end does not know the dialog any more, or did not answer within it. */
        DIALOG_LOST,
        /** The gateway stops. */
        SHUTDOWN,
        /** Somebody asked the gateway to end the call. */
        OPERATOR
    }

    public Release {
        reasons = List.copyOf(reasons);
    }

    /** The gateway was asked to end the call; both far ends are told so. */
    static Release byOperator() {
        return new Release(Kind.OPERATOR, List.of("Q.850;cause=16;text=\"Released by operator\""));
    }

    static Release of(Kind kind) {
        return new Release(kind, List.of());
    }
}
