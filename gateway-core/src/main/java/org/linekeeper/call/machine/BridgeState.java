package org.linekeeper.call.machine;

import java.util.Optional;

/**
 * What joins two legs.
 *
 * @param phase how far the call is
 * @param callerOver whether the caller leg is over
 * @param calleeOver whether the callee leg is over
 * @param ending how it ended, from {@link Phase#ENDING} on
 */
record BridgeState(Phase phase, boolean callerOver, boolean calleeOver, Optional<Ending> ending) {
    /** How far a call is. */
    enum Phase {
        SETUP,
        RINGING,
        TALKING,
        ENDING
    }

    static BridgeState fresh() {
        return new BridgeState(Phase.SETUP, false, false, Optional.empty());
    }

    boolean answered() {
        return phase == Phase.TALKING;
    }

    BridgeState in(Phase next) {
        return new BridgeState(next, callerOver, calleeOver, ending);
    }

    BridgeState ending(Ending how) {
        return new BridgeState(Phase.ENDING, callerOver, calleeOver, Optional.of(how));
    }

    BridgeState over(Side side) {
        return new BridgeState(phase, callerOver || side == Side.CALLER, calleeOver || side == Side.CALLEE, ending);
    }
}
