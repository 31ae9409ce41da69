package org.linekeeper.call.machine;

/**
 * What the third seat of a call is for.
 *
 * <pre>
 * NONE --Referred--> ASKED --Described--> PLACED --Answered--> TAKEN --Over of the leaver--> NONE
 *   |                                        |                   ^
 *   |                                        +--Failed--> NONE   |
 *   +--join--> REPLACING --UpdateAgreed--------------------------+
 *                  +--UpdateDeclined--> NONE
 * </pre>
 *
 * @param stage how far it is
 * @param by whose seat it is about: the transferor, or the one who is replaced
 * @param gone whether that one has hung up already
 */
record Transfer(Stage stage, Side by, boolean gone) {
    /** How far a transfer is. */
    enum Stage {
        /** Nobody sits in the third seat. */
        NONE,
        /** A REFER came; the survivor is to say what the target will be offered. */
        ASKED,
        /** The target is being called. */
        PLACED,
        /** Somebody wants a seat; the survivor is to say whether it takes his description. */
        REPLACING,
        /** Who sits in the third seat has the survivor now; the other one leaves. */
        TAKEN
    }

    static final Transfer NONE = new Transfer(Stage.NONE, Side.CALLER, false);

    static Transfer by(Side by, Stage stage) {
        return new Transfer(stage, by, false);
    }

    Transfer at(Stage next) {
        return new Transfer(next, by, gone);
    }

    /** Who stays. */
    Side survivor() {
        return by.other();
    }
}
