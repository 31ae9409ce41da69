package org.linekeeper.call.machine;

import java.util.Optional;

/** A whole call: two legs, a seat for a third, and what joins them. Immutable. */
public record CallState(LegState caller, LegState callee, LegState third, BridgeState bridge) {
    private static final LegState NOBODY = new Gone(0);

    CallState(LegState caller, LegState callee, BridgeState bridge) {
        this(caller, callee, NOBODY, bridge);
    }

    LegState leg(Side side) {
        return switch (side) {
            case CALLER -> caller;
            case CALLEE -> callee;
            case THIRD -> third;
        };
    }

    CallState with(Side side, LegState leg) {
        return switch (side) {
            case CALLER -> new CallState(leg, callee, third, bridge);
            case CALLEE -> new CallState(caller, leg, third, bridge);
            case THIRD -> new CallState(caller, callee, leg, bridge);
        };
    }

    CallState with(BridgeState next) {
        boolean called = bridge.thirdOver() && !next.thirdOver();
        return new CallState(caller, callee, called ? new Across(Across.Stage.WAITING, Optional.empty()) : third, next);
    }

    /** Whether the third leg may move into the seat that it was made for. */
    boolean isVacated() {
        return phase() == CallPhase.TALKING && bridge.isVacated();
    }

    /** It has moved: there are two again. */
    CallState seated() {
        Side seat = bridge.transfer().by();
        return with(seat, third).with(Side.THIRD, NOBODY).with(bridge.seated());
    }

    /** How far it is. */
    public CallPhase phase() {
        return bridge.phase();
    }

    /** Whether both legs are over. */
    public boolean finished() {
        return bridge.empty();
    }
}
