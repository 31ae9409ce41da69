package org.linekeeper.call.machine;

import java.util.Optional;

/**
 * Either leg: our BYE is out.
 *
 * @param attempt the attempt that was answered; 0 on a caller leg
 * @param fork To tag of the answer; empty on a caller leg
 */
record Releasing(int attempt, String fork) implements LegState {
    @Override
    public LegStep on(LegInput input) {
        if (input instanceof LegSignal.ByeDone) {
            return LegStep.to(new Gone(attempt)).tell(new LegEvent.Over());
        }
        if (input instanceof LegSignal.UpdateAccepted) {
            return stay().act(new LegAction.SendAck(Optional.empty()));
        }
        if (input instanceof LegSignal.UpdateReceived) {
            return stay().act(new LegAction.SendUpdateRefusal(481));
        }
        if (input instanceof LegSignal.Answer answer && !answer.fork().equals(fork)) {
            return stay().act(new LegAction.DropAnswer(answer.attempt(), answer.fork()));
        }
        // A BYE that crossed ours has been answered; ours still waits for its own answer.
        return stay();
    }
}
