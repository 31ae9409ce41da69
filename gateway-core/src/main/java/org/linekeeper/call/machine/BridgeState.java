package org.linekeeper.call.machine;

import java.util.Optional;

/**
 * What joins two legs.
 *
 * @param phase how far the call is
 * @param callerOver whether the caller leg is over
 * @param calleeOver whether the callee leg is over
 * @param ending how it ended, from {@link CallPhase#ENDING} on
 */
record BridgeState(CallPhase phase, boolean callerOver, boolean calleeOver, Optional<Ending> ending) {

    static BridgeState fresh() {
        return new BridgeState(CallPhase.SETUP, false, false, Optional.empty());
    }

    boolean answered() {
        return phase == CallPhase.TALKING;
    }

    BridgeState in(CallPhase next) {
        return new BridgeState(next, callerOver, calleeOver, ending);
    }

    BridgeState ending(Ending how) {
        return new BridgeState(CallPhase.ENDING, callerOver, calleeOver, Optional.of(how));
    }

    BridgeState over(Side side) {
        return new BridgeState(phase, callerOver || side == Side.CALLER, calleeOver || side == Side.CALLEE, ending);
    }
}
