package org.linekeeper.call.machine;

import java.util.Optional;

/**
 * What joins two legs, and a third while one of them is replaced.
 *
 * @param phase how far the call is
 * @param callerOver whether the caller leg is over
 * @param calleeOver whether the callee leg is over
 * @param thirdOver whether the third seat is empty
 * @param transfer what the third seat is for
 * @param refer what the transfer is to do, while it is one
 * @param ending how it ended, from {@link CallPhase#ENDING} on
 */
record BridgeState(
        CallPhase phase,
        boolean callerOver,
        boolean calleeOver,
        boolean thirdOver,
        Transfer transfer,
        Optional<Refer> refer,
        Optional<Ending> ending) {

    static BridgeState fresh() {
        return new BridgeState(CallPhase.SETUP, false, false, true, Transfer.NONE, Optional.empty(), Optional.empty());
    }

    boolean answered() {
        return phase == CallPhase.TALKING;
    }

    /** Whether nobody is left. */
    boolean empty() {
        return callerOver && calleeOver && thirdOver;
    }

    /** Who talks with this one. */
    Side across(Side from) {
        if (transfer.stage() != Transfer.Stage.TAKEN) {
            return from.other();
        }
        return from == Side.THIRD ? transfer.survivor() : Side.THIRD;
    }

    /** Whose seat this one has. */
    Side seat(Side side) {
        return side == Side.THIRD ? transfer.by() : side;
    }

    /** Whether that one has left and the third has its seat. */
    boolean isVacated() {
        return transfer.stage() == Transfer.Stage.TAKEN && (transfer.by() == Side.CALLER ? callerOver : calleeOver);
    }

    /** The third has that seat for good: there are two again. */
    BridgeState seated() {
        boolean caller = transfer.by() == Side.CALLER;
        return new BridgeState(
                phase,
                caller ? thirdOver : callerOver,
                caller ? calleeOver : thirdOver,
                true,
                Transfer.NONE,
                Optional.empty(),
                ending);
    }

    BridgeState in(CallPhase next) {
        return new BridgeState(next, callerOver, calleeOver, thirdOver, transfer, refer, ending);
    }

    BridgeState ending(Ending how) {
        return new BridgeState(CallPhase.ENDING, callerOver, calleeOver, thirdOver, transfer, refer, Optional.of(how));
    }

    BridgeState with(Transfer next) {
        return new BridgeState(phase, callerOver, calleeOver, thirdOver, next, refer, ending);
    }

    /** Somebody sits down in the third seat. */
    BridgeState with(Transfer next, Optional<Refer> wanted) {
        return new BridgeState(phase, callerOver, calleeOver, thirdOver, next, wanted, ending);
    }

    BridgeState over(Side side) {
        return new BridgeState(
                phase,
                callerOver || side == Side.CALLER,
                calleeOver || side == Side.CALLEE,
                thirdOver || side == Side.THIRD,
                transfer,
                refer,
                ending);
    }

    /** Whether somebody sits in the third seat. */
    BridgeState withThird() {
        return new BridgeState(phase, callerOver, calleeOver, false, transfer, refer, ending);
    }
}
