package org.linekeeper.call.machine;

import java.util.Optional;

/**
 * Caller leg: our 200 is out and its ACK has not come.
 *
 * @param hangup set when the bridge wants this leg to end
 * @param session what was agreed on, or offered when the INVITE had no offer
 * @param wish what the session is to become after the ACK
 */
record AwaitingAck(Optional<Release> hangup, Session session, Optional<LegCommand.Adopt> wish) implements LegState {
    @Override
    public LegStep on(LegInput input) {
        if (input instanceof LegSignal.Acked acked) {
            return hangup.map(AwaitingAck::bye)
                    .orElseGet(() -> established(acked.body()))
                    .act(new LegAction.StopTimer(LegTimer.ACK));
        }
        if (input instanceof LegSignal.InviteLost) {
            return hangup.map(AwaitingAck::bye)
                    .orElseGet(() -> lost(Release.Kind.DIALOG_LOST))
                    .act(new LegAction.StopTimer(LegTimer.ACK));
        }
        if (input instanceof LegSignal.Fired fired && fired.timer() == LegTimer.ACK) {
            // RFC 3261 13.3.1.4: "If the server retransmits the 2xx response for 64*T1 seconds without receiving an
            // ACK, the dialog is confirmed, but the session SHOULD be terminated. This is accomplished with a BYE"
            return hangup.map(AwaitingAck::bye).orElseGet(() -> lost(Release.Kind.NO_ACK));
        }
        if (input instanceof LegCommand.Hangup command) {
            // RFC 3261 15: "The callee's UA MUST NOT send a BYE on a confirmed dialog until it has received an ACK for
            // its 2xx response or until the server transaction times out."
            return LegStep.to(new AwaitingAck(Optional.of(command.release()), session, wish));
        }
        if (input instanceof LegSignal.Bye bye) {
            LegStep gone = LegStep.to(new Gone(0)).act(new LegAction.StopTimer(LegTimer.ACK));
            return (hangup.isPresent()
                            ? gone
                            : gone.tell(new LegEvent.Released(new Release(Release.Kind.HANGUP, bye.reasons()))))
                    .tell(new LegEvent.Over());
        }
        if (input instanceof LegSignal.UpdateReceived) {
            return stay().act(new LegAction.SendUpdateRefusal(491));
        }
        if (input instanceof LegCommand.Adopt adopt) {
            LegStep later = LegStep.to(new AwaitingAck(hangup, session, Optional.of(adopt)));
            return wish.map(before -> OutgoingUpdate.told(later, before, new LegEvent.UpdateDeclined(491)))
                    .orElse(later);
        }
        if (input instanceof LegCommand.Describe) {
            return stay().tell(new LegEvent.Described(session.received()));
        }
        if (input instanceof LegCommand.PassRefer) {
            return stay().tell(new LegEvent.ReferAnswered(491));
        }
        if (input instanceof LegCommand.Update) {
            // The offer of the INVITE is not settled before its ACK (RFC 3264 4), so the other side is asked to come
            // again.
            return stay().tell(new LegEvent.UpdateDeclined(491));
        }
        // A CANCEL that crossed our 200 changes nothing: RFC 3261 9.2 "If the UAS has issued a final response for the
        // initial request, its CANCEL has no effect". The caller acknowledges and hangs up.
        return stay();
    }

    private LegStep established(Optional<Body> answer) {
        Session agreed = session.answered(answer);
        LegStep step =
                Established.watching(LegStep.to(new Established(0, "", Exchange.IDLE, agreed, wish)), agreed.timer());
        return (wish.isPresent() ? step.act(new LegAction.StartTimer(LegTimer.GLARE)) : step)
                .tell(new LegEvent.Acknowledged(answer));
    }

    private static LegStep bye(Release release) {
        return LegStep.to(new Releasing(0, "")).act(new LegAction.SendBye(release));
    }

    private static LegStep lost(Release.Kind kind) {
        return bye(Release.of(kind)).tell(new LegEvent.Released(Release.of(kind)));
    }
}
