package org.linekeeper.call.machine;

/**
 * Callee leg: not begun.
 *
 * @param hunt where the callee may be reached
 * @param session what the INVITE offers
 */
record Idle(Hunt hunt, Session session) implements LegState {
    @Override
    public LegStep on(LegInput input) {
        if (input instanceof LegCommand.Dial) {
            return Calling.next(
                    hunt,
                    0,
                    session,
                    LegFailure.of(LegFailure.Kind.NOT_LOCATED, "There is no place to send the call to"),
                    new LegAction.StartTimer(LegTimer.RING));
        }
        if (input instanceof LegCommand.Hangup) {
            return LegStep.to(new Gone(0)).tell(new LegEvent.Over());
        }
        return stay();
    }
}
