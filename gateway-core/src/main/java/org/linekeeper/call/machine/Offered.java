package org.linekeeper.call.machine;

import java.util.Optional;

/**
 * Caller leg: the INVITE has come and waits for an answer.
 *
 * @param session what it offers
 */
record Offered(Session session) implements LegState {
    @Override
    public LegStep on(LegInput input) {
        if (input instanceof LegCommand.Ring ring) {
            Session.Said preview = session.preview(ring.body());
            return LegStep.to(new Offered(preview.next()))
                    .act(new LegAction.SendProvisional(ring.status(), ring.phrase(), preview.body()));
        }
        if (input instanceof LegCommand.Accept accept) {
            Session.Said answer = session.answer(accept.body());
            return LegStep.to(new AwaitingAck(Optional.empty(), answer.next(), Optional.empty()))
                    .act(
                            new LegAction.SendAnswer(
                                    answer.body(), answer.next().timer()),
                            new LegAction.StartTimer(LegTimer.ACK));
        }
        if (input instanceof LegCommand.Refuse refuse) {
            return gone().act(new LegAction.SendRefusal(refuse.refusal())).tell(new LegEvent.Over());
        }
        if (input instanceof LegCommand.Hangup hangup) {
            return gone().act(new LegAction.SendRefusal(refusal(hangup.release())))
                    .tell(new LegEvent.Over());
        }
        if (input instanceof LegSignal.Cancelled cancelled) {
            // RFC 3261 9.2: "the UAS ... SHOULD immediately respond to the original request with a 487 (Request
            // Terminated)."
            return terminated(new Release(Release.Kind.HANGUP, cancelled.reasons()));
        }
        if (input instanceof LegSignal.Bye bye) {
            // RFC 3261 15: "The caller's UA MAY send a BYE for either confirmed or early dialogs"; 15.1.2: "It is
            // RECOMMENDED that a 487 (Request Terminated) response be generated to those pending requests."
            return terminated(new Release(Release.Kind.HANGUP, bye.reasons()));
        }
        if (input instanceof LegSignal.UpdateReceived) {
            // RFC 3261 14.2: "A UAS that receives a second INVITE before it sends the final response to a first INVITE
            // ... on the same dialog MUST return a 500 (Server Internal Error) response to the second INVITE"
            return stay().act(new LegAction.SendUpdateRefusal(500));
        }
        if (input instanceof LegSignal.InviteLost) {
            return gone().tell(new LegEvent.GaveUp(Release.of(Release.Kind.DIALOG_LOST)), new LegEvent.Over());
        }
        return stay();
    }

    /** A gateway that stops says "try another one"; a call that was released is not to be tried elsewhere. */
    private static Refusal refusal(Release release) {
        return release.kind() == Release.Kind.OPERATOR
                ? new Refusal(480, "Temporarily Unavailable", Optional.empty(), release.reasons())
                : Refusal.of(503, "Service Unavailable");
    }

    private static LegStep terminated(Release release) {
        return gone().act(new LegAction.SendRefusal(Refusal.of(487, "Request Terminated")))
                .tell(new LegEvent.GaveUp(release), new LegEvent.Over());
    }

    private static LegStep gone() {
        return LegStep.to(new Gone(0));
    }
}
