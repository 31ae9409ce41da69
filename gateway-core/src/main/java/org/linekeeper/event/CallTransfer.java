package org.linekeeper.event;

import java.util.Optional;

/**
 * A transfer, and the other call of it.
 *
 * @param callId the gateway's own id of the other call; empty when the PBX called the target, and there was no consultation
 * @param kind how it came about
 * @param transferor whose place it was, in the call that was transferred
 * @param sipCode how it went, 200 or the failure of the target; empty while it is under way, and on the call that it went to
 * @param number the target as the PBX dials it, when the PBX executes it
 */
public record CallTransfer(
        Optional<String> callId,
        Kind kind,
        CallOutcome.Party transferor,
        Optional<Integer> sipCode,
        Optional<String> number) {
    /** One that the gateway executes. */
    public CallTransfer(String callId, Kind kind, CallOutcome.Party transferor, Optional<Integer> sipCode) {
        this(Optional.of(callId), kind, transferor, sipCode, Optional.empty());
    }

    /**
     * One that the PBX executes.
     *
     * @param consultation the call by which its target was asked before
     */
    public static CallTransfer byPbx(String number, Optional<String> consultation, CallOutcome.Party transferor) {
        Kind kind = consultation.isPresent() ? Kind.ATTENDED : Kind.BLIND;
        return new CallTransfer(consultation, kind, transferor, Optional.empty(), Optional.of(number));
    }

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
        return new CallTransfer(callId, kind, transferor, Optional.of(code), number);
    }
}
