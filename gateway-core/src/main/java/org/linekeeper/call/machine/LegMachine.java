package org.linekeeper.call.machine;

/** Feeds a leg, and ends attempts that the leg has left behind. */
final class LegMachine {
    private LegMachine() {}

    static LegStep step(LegState state, LegInput input) {
        if (input instanceof LegSignal.OfAttempt signal && signal.attempt() != state.attempt()) {
            return leftBehind(state, signal);
        }
        if (input instanceof LegSignal.Referred
                && !(state instanceof Established established
                        && established.exchange() != Exchange.OUTGOING_ANSWERED)) {
            boolean over = state instanceof Gone || state instanceof Releasing;
            return state.stay().act(new LegAction.RefuseRefer(over ? 481 : 491));
        }
        return state.on(input);
    }

    private static LegStep leftBehind(LegState state, LegSignal.OfAttempt signal) {
        if (signal instanceof LegSignal.Provisional) {
            // RFC 3261 9.1: "If no provisional response has been received, the CANCEL request MUST NOT be sent; rather,
            // the client MUST wait for the arrival of a provisional response before sending the request."
            return state.stay().act(new LegAction.SendCancel(signal.attempt(), Release.of(Release.Kind.HANGUP)));
        }
        if (signal instanceof LegSignal.Answer answer) {
            return state.stay().act(new LegAction.DropAnswer(answer.attempt(), answer.fork()));
        }
        return state.stay();
    }
}
