package org.linekeeper.call.machine;

/**
 * Callee leg: the next server is being located.
 *
 * @param hunt what is to be tried beside it
 * @param made how many attempts were made; all are left behind, so an answer to one of them is not ours any more
 * @param session what the INVITE offers
 * @param last why the attempt before failed
 */
record Locating(Hunt hunt, int made, Session session, LegFailure last) implements LegState {
    @Override
    public LegStep on(LegInput input) {
        if (input instanceof LegSignal.Located located) {
            return Calling.next(hunt.with(located.up(), located.down()), made, session, last);
        }
        if (input instanceof LegSignal.NotLocated notLocated) {
            LegFailure failure = made > 0 ? last : LegFailure.of(LegFailure.Kind.NOT_LOCATED, notLocated.advice());
            return Calling.next(hunt, made, session, failure);
        }
        if (input instanceof LegCommand.Hangup) {
            return LegStep.to(new Gone(made))
                    .act(new LegAction.StopTimer(LegTimer.RING))
                    .tell(new LegEvent.Over());
        }
        if (input instanceof LegSignal.Fired fired && fired.timer() == LegTimer.RING) {
            return LegStep.to(new Gone(made)).tell(new LegEvent.Failed(last), new LegEvent.Over());
        }
        return stay();
    }
}
