package org.linekeeper.call.machine;

/**
 * Callee leg: the next server is being located.
 *
 * @param hunt what is to be tried beside it
 * @param attempt the last attempt made
 * @param offers whether the INVITE carries an offer
 * @param last why the attempt before failed
 */
record Locating(Hunt hunt, int attempt, boolean offers, LegFailure last) implements LegState {
    @Override
    public LegStep on(LegInput input) {
        if (input instanceof LegSignal.Located located) {
            return Calling.next(hunt.before(located.targets()), attempt, offers, last);
        }
        if (input instanceof LegSignal.NotLocated notLocated) {
            LegFailure failure = attempt > 0 ? last : LegFailure.of(LegFailure.Kind.NOT_LOCATED, notLocated.advice());
            return Calling.next(hunt, attempt, offers, failure);
        }
        if (input instanceof LegCommand.Hangup) {
            return LegStep.to(new Gone(attempt))
                    .act(new LegAction.StopTimer(LegTimer.RING))
                    .tell(new LegEvent.Over());
        }
        if (input instanceof LegSignal.Fired fired && fired.timer() == LegTimer.RING) {
            return LegStep.to(new Gone(attempt)).tell(new LegEvent.Failed(last), new LegEvent.Over());
        }
        return stay();
    }
}
