package org.linekeeper.event;

import java.util.Optional;

/**
 * The other call of a transfer.
 *
 * @param callId the gateway's own id of it
 * @param kind how it came about
 * @param transferor whose place it was, in the call that was transferred
 * @param sipCode how it went, 200 or the failure of the target; empty while it is under way, and on the call that it went to
 */
public record CallTransfer(String callId, Kind kind, CallOutcome.Party transferor, Optional<Integer> sipCode) {
    /** How a transfer comes about. */
    public enum Kind {
        /** By REFER without a consultation. */
        BLIND,
        /** By REFER after a consultation. */
        ATTENDED,
        /** By an INVITE that replaces. */
        TAKEN_OVER
    }

    /** The same, and how it went. */
    public CallTransfer ended(int code) {
        return new CallTransfer(callId, kind, transferor, Optional.of(code));
    }
}
