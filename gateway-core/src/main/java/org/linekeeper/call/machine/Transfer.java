package org.linekeeper.call.machine;

/**
 * What the third seat of a call is for.
 *
 * <pre>
 * NONE --Referred--> ASKED --Described--> PLACED --Answered--> ANSWERED --UpdateAgreed--> TAKEN --Over of the leaver--> NONE
 *   |                                        |                   |
 *   |                                        +--Failed-----------+--UpdateDeclined--> NOTIFYING --Notified--> NONE
 *   +--Referred, for the PBX to execute--> PASSED --ReferProgress, the last--> the call ends, or NOTIFYING
 *   |                                         +--ReferAnswered, refused--> ASKED
 *   +--somebody takes what rings--> TAKEN
 *   +--join--> REPLACING --UpdateAgreed--> TAKEN
 *                  +--UpdateDeclined--> NONE
 * </pre>
 *
 * @param stage how far it is
 * @param by whose seat it is about: the transferor, or the one who is replaced
 * @param gone whether that one has hung up already
 * @param heard whether the survivor was told of media of the target before it answered
 */
record Transfer(Stage stage, Side by, boolean gone, boolean heard) {
    /** How far a transfer is. */
    enum Stage {
        /** Nobody sits in the third seat. */
        NONE,
        /** A REFER came; the survivor is to say what the target will be offered. */
        ASKED,
        /** The PBX executes the transfer, or was asked to. */
        PASSED,
        /** The target is being called. */
        PLACED,
        /** The target has answered; the survivor is to say whether it takes its description. */
        ANSWERED,
        /** Somebody wants a seat; the survivor is to say whether it takes his description. */
        REPLACING,
        /** Who sits in the third seat has the survivor now; the other one leaves. */
        TAKEN,
        /** The third seat is empty again, and the transferor has not yet answered the NOTIFY which says so. */
        NOTIFYING
    }

    static final Transfer NONE = new Transfer(Stage.NONE, Side.CALLER, false, false);

    static Transfer by(Side by, Stage stage) {
        return new Transfer(stage, by, false, false);
    }

    Transfer at(Stage next) {
        return new Transfer(next, by, gone, heard);
    }

    /** The one whose seat it is about has hung up. */
    Transfer left() {
        return new Transfer(stage, by, true, heard);
    }

    /** The survivor is told of the target's early media. */
    Transfer hearing() {
        return new Transfer(stage, by, gone, true);
    }

    /** Who stays. */
    Side survivor() {
        return by.other();
    }
}
