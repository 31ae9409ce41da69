package org.linekeeper.call.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.call.machine.Samples.ANSWER;
import static org.linekeeper.call.machine.Samples.HANGUP;
import static org.linekeeper.call.machine.Samples.NONE;
import static org.linekeeper.call.machine.Samples.OFFER;
import static org.linekeeper.call.machine.Samples.exchange;
import static org.linekeeper.call.machine.Samples.offered;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The caller leg, event by event. */
class CallerLegTest {
    private static final LegState OFFERED = offered(OFFER);
    private static final LegState AWAITING =
            step(OFFERED, new LegCommand.Accept(ANSWER)).next();
    private static final LegAction STOP_ACK = new LegAction.StopTimer(LegTimer.ACK);

    private static LegStep step(LegState state, LegInput input) {
        return LegMachine.step(state, input);
    }

    @Test
    void progressIsPassedToTheCaller() {
        LegStep step = step(OFFERED, new LegCommand.Ring(183, "Session Progress", ANSWER));
        assertThat(step.next()).isInstanceOf(Offered.class);
        assertThat(step.actions()).containsExactly(new LegAction.SendProvisional(183, "Session Progress", ANSWER));
        assertThat(step.events()).isEmpty();
    }

    @Test
    void acceptSendsTheAnswerAndWaitsForItsAck() {
        LegStep step = step(OFFERED, new LegCommand.Accept(ANSWER));
        assertThat(step.next()).isEqualTo(AWAITING);
        assertThat(step.actions())
                .containsExactly(new LegAction.SendAnswer(ANSWER), new LegAction.StartTimer(LegTimer.ACK));
    }

    @Test
    void refuseEndsTheLeg() {
        Refusal refusal = Refusal.of(486, "Busy Here");
        LegStep step = step(OFFERED, new LegCommand.Refuse(refusal));
        assertThat(step.next()).isEqualTo(new Gone(0));
        assertThat(step.actions()).containsExactly(new LegAction.SendRefusal(refusal));
        assertThat(step.events()).containsExactly(new LegEvent.Over());
    }

    @Test
    void shutdownRefusesWhatIsNotAnswered() {
        LegStep step = step(OFFERED, new LegCommand.Hangup(HANGUP));
        assertThat(step.actions()).containsExactly(new LegAction.SendRefusal(Refusal.of(503, "Service Unavailable")));
        assertThat(step.events()).containsExactly(new LegEvent.Over());
    }

    /** RFC 3261 9.2: "the UAS ... SHOULD immediately respond to the original request with a 487 (Request Terminated)." */
    @Test
    void cancelIsAnswered487AndItsReasonGoesOn() {
        LegStep step = step(OFFERED, new LegSignal.Cancelled(List.of("SIP;cause=200")));
        assertThat(step.next()).isEqualTo(new Gone(0));
        assertThat(step.actions()).containsExactly(new LegAction.SendRefusal(Refusal.of(487, "Request Terminated")));
        assertThat(step.events()).containsExactly(new LegEvent.GaveUp(HANGUP), new LegEvent.Over());
    }

    /** RFC 3261 15: "The caller's UA MAY send a BYE for either confirmed or early dialogs". */
    @Test
    void byeInTheEarlyDialogIsTakenAsCancel() {
        assertThat(step(OFFERED, new LegSignal.Bye(List.of("SIP;cause=200"))))
                .isEqualTo(step(OFFERED, new LegSignal.Cancelled(List.of("SIP;cause=200"))));
    }

    @Test
    void inviteThatIsLostIsGivenUp() {
        LegStep step = step(OFFERED, new LegSignal.InviteLost());
        assertThat(step.actions()).isEmpty();
        assertThat(step.events())
                .containsExactly(new LegEvent.GaveUp(Release.of(Release.Kind.DIALOG_LOST)), new LegEvent.Over());
    }

    /** RFC 3261 14.2: a second INVITE before the first is answered "MUST" get 500. */
    @Test
    void secondInviteBeforeTheAnswerIsRefused() {
        assertThat(step(OFFERED, new LegSignal.UpdateReceived(OFFER)).actions())
                .containsExactly(new LegAction.SendUpdateRefusal(500));
    }

    @Test
    void ackEstablishesTheLegAndItsAnswerGoesOn() {
        LegStep step = step(AWAITING, new LegSignal.Acked(ANSWER));
        assertThat(exchange(step)).isEqualTo(Exchange.IDLE);
        assertThat(step.actions()).containsExactly(STOP_ACK);
        assertThat(step.events()).containsExactly(new LegEvent.Acknowledged(ANSWER));
    }

    /** RFC 3261 9.2: "If the UAS has issued a final response for the initial request", CANCEL has no effect. */
    @Test
    void cancelThatCrossesTheAnswerChangesNothing() {
        LegStep step = step(AWAITING, new LegSignal.Cancelled(List.of()));
        assertThat(step).isEqualTo(AWAITING.stay());
    }

    /** RFC 3261 13.3.1.4: without an ACK "the session SHOULD be terminated. This is accomplished with a BYE". */
    @Test
    void missingAckEndsTheSessionWithBye() {
        LegStep step = step(AWAITING, new LegSignal.Fired(LegTimer.ACK));
        Release noAck = Release.of(Release.Kind.NO_ACK);
        assertThat(step.next()).isEqualTo(new Releasing(0, ""));
        assertThat(step.actions()).containsExactly(new LegAction.SendBye(noAck));
        assertThat(step.events()).containsExactly(new LegEvent.Released(noAck));
    }

    /** RFC 3261 15: the callee "MUST NOT send a BYE on a confirmed dialog until it has received an ACK for its 2xx". */
    @Test
    void byeWaitsForTheAck() {
        LegStep wanted = step(AWAITING, new LegCommand.Hangup(HANGUP));
        assertThat(wanted.actions()).isEmpty();
        assertThat(((AwaitingAck) wanted.next()).hangup()).contains(HANGUP);
        LegStep acked = step(wanted.next(), new LegSignal.Acked(NONE));
        assertThat(acked.next()).isEqualTo(new Releasing(0, ""));
        assertThat(acked.actions()).containsExactly(new LegAction.SendBye(HANGUP), STOP_ACK);
        assertThat(acked.events()).isEmpty();
        assertThat(step(wanted.next(), new LegSignal.Fired(LegTimer.ACK)).actions())
                .containsExactly(new LegAction.SendBye(HANGUP));
    }

    @Test
    void byeBeforeTheAckEndsTheLeg() {
        LegStep step = step(AWAITING, new LegSignal.Bye(List.of("SIP;cause=200")));
        assertThat(step.next()).isEqualTo(new Gone(0));
        assertThat(step.actions()).containsExactly(STOP_ACK);
        assertThat(step.events()).containsExactly(new LegEvent.Released(HANGUP), new LegEvent.Over());
    }

    @Test
    void byeThatComesWhenTheBridgeWantsToEndSaysOnlyThatItIsOver() {
        LegState hanging = step(AWAITING, new LegCommand.Hangup(HANGUP)).next();
        LegStep step = step(hanging, new LegSignal.Bye(List.of()));
        assertThat(step.events()).containsExactly(new LegEvent.Over());
    }

    @Test
    void changesWaitForTheAck() {
        assertThat(step(AWAITING, new LegSignal.UpdateReceived(OFFER)).actions())
                .containsExactly(new LegAction.SendUpdateRefusal(491));
        assertThat(step(AWAITING, new LegCommand.Update(OFFER)).events())
                .containsExactly(new LegEvent.UpdateDeclined(491));
    }

    @Test
    void answerThatCannotBeSentEndsTheLeg() {
        LegStep step = step(AWAITING, new LegSignal.InviteLost());
        assertThat(step.next()).isEqualTo(new Releasing(0, ""));
        assertThat(step.actions()).contains(STOP_ACK);
        assertThat(step.events()).containsExactly(new LegEvent.Released(Release.of(Release.Kind.DIALOG_LOST)));
    }
}
