package org.linekeeper.call.machine;

import java.util.Optional;

/**
 * Callee leg: nobody wants the answer any more; the INVITE's final response is still to come.
 *
 * @param attempt the attempt under way
 * @param release why it was given up
 * @param sent whether CANCEL is out; it waits for a provisional response (RFC 3261 9.1)
 */
record Cancelling(int attempt, Release release, boolean sent) implements LegState {
    @Override
    public LegStep on(LegInput input) {
        if (input instanceof LegSignal.Provisional && !sent) {
            return LegStep.to(new Cancelling(attempt, release, true)).act(new LegAction.SendCancel(attempt, release));
        }
        if (input instanceof LegSignal.Answer answer) {
            // RFC 3261 9.1: CANCEL and 2xx may cross; the session exists then and is ended by BYE (15).
            return LegStep.to(new Releasing(attempt, answer.fork()))
                    .act(
                            new LegAction.StopTimer(LegTimer.CANCEL),
                            new LegAction.SendAck(Optional.empty()),
                            new LegAction.SendBye(release));
        }
        if (input instanceof LegSignal.Rejected
                || input instanceof LegSignal.Redirected
                || input instanceof LegSignal.IntervalTooSmall
                || input instanceof LegSignal.Challenged
                || input instanceof LegSignal.Unanswered
                || input instanceof LegSignal.Unsent) {
            return over().act(new LegAction.StopTimer(LegTimer.CANCEL));
        }
        if (input instanceof LegSignal.Fired fired && fired.timer() == LegTimer.CANCEL) {
            // RFC 3261 9.1: "If there is no final response for the original request in 64*T1 seconds ... the client
            // SHOULD then consider the original transaction cancelled"
            return over();
        }
        return stay();
    }

    private LegStep over() {
        return LegStep.to(new Gone(attempt)).tell(new LegEvent.Over());
    }
}
