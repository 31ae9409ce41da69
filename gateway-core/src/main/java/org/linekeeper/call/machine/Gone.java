package org.linekeeper.call.machine;

/**
 * Either leg: over. Only what comes too late for an attempt is still dealt with.
 *
 * @param attempt the last attempt; 0 on a caller leg
 */
record Gone(int attempt) implements LegState {
    @Override
    public LegStep on(LegInput input) {
        if (input instanceof LegSignal.Answer answer) {
            return stay().act(new LegAction.DropAnswer(answer.attempt(), answer.fork()));
        }
        if (input instanceof LegSignal.Provisional provisional) {
            return stay().act(new LegAction.SendCancel(provisional.attempt(), Release.of(Release.Kind.HANGUP)));
        }
        if (input instanceof LegSignal.UpdateReceived) {
            return stay().act(new LegAction.SendUpdateRefusal(481));
        }
        return stay();
    }
}
