package org.linekeeper.call.machine;

/** A whole call: two legs and what joins them. Immutable. */
public record CallState(LegState caller, LegState callee, BridgeState bridge) {
    LegState leg(Side side) {
        return side == Side.CALLER ? caller : callee;
    }

    CallState with(Side side, LegState leg) {
        return side == Side.CALLER ? new CallState(leg, callee, bridge) : new CallState(caller, leg, bridge);
    }

    CallState with(BridgeState next) {
        return new CallState(caller, callee, next);
    }

    /** How far it is. */
    public CallPhase phase() {
        return bridge.phase();
    }

    /** Whether both legs are over. */
    public boolean finished() {
        return bridge.callerOver() && bridge.calleeOver();
    }
}
