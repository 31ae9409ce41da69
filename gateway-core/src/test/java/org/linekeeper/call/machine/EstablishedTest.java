package org.linekeeper.call.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.call.machine.Samples.ANSWER;
import static org.linekeeper.call.machine.Samples.HANGUP;
import static org.linekeeper.call.machine.Samples.NONE;
import static org.linekeeper.call.machine.Samples.OFFER;
import static org.linekeeper.call.machine.Samples.exchange;
import static org.linekeeper.call.machine.Samples.sdp;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An established leg and its end, event by event. */
class EstablishedTest {
    private static final LegAction STOP_ACK = new LegAction.StopTimer(LegTimer.ACK);

    private static LegState at(Exchange exchange) {
        Session session = new Session(
                Dialect.PBX,
                sdp(1, ""),
                sdp(2, ""),
                switch (exchange) {
                    case INCOMING, INCOMING_BY_UPDATE, OUTGOING, OUTGOING_OWN, INCOMING_OFFERED, OUTGOING_ANSWERED ->
                        OFFER;
                    case IDLE, INCOMING_ANSWERED -> NONE;
                },
                sdp(2, ""),
                false,
                SessionTerms.NONE,
                SessionTimer.OFF);
        return new Established(1, "f", exchange, session, Optional.empty());
    }

    private static LegStep step(Exchange exchange, LegInput input) {
        return LegMachine.step(at(exchange), input);
    }

    @Test
    void reInviteFromThePeerGoesAcrossAndItsAnswerComesBack() {
        LegStep offered = step(Exchange.IDLE, new LegSignal.UpdateReceived(OFFER));
        assertThat(exchange(offered)).isEqualTo(Exchange.INCOMING);
        assertThat(offered.events()).containsExactly(new LegEvent.UpdateOffered(OFFER));
        LegStep accepted = step(Exchange.INCOMING, new LegCommand.AcceptUpdate(ANSWER));
        assertThat(exchange(accepted)).isEqualTo(Exchange.INCOMING_ANSWERED);
        assertThat(accepted.actions())
                .containsExactly(new LegAction.SendUpdateAnswer(ANSWER), new LegAction.StartTimer(LegTimer.ACK));
        LegStep acked = step(Exchange.INCOMING_ANSWERED, new LegSignal.Acked(NONE));
        assertThat(exchange(acked)).isEqualTo(Exchange.IDLE);
        assertThat(acked.actions()).containsExactly(STOP_ACK);
        assertThat(acked.events()).containsExactly(new LegEvent.Acknowledged(NONE));
    }

    @Test
    void refusedReInviteLeavesTheSession() {
        LegStep step = step(Exchange.INCOMING, new LegCommand.RefuseUpdate(488));
        assertThat(exchange(step)).isEqualTo(Exchange.IDLE);
        assertThat(step.actions()).containsExactly(new LegAction.SendUpdateRefusal(488));
    }

    /** RFC 3261 14.2: 491 while an INVITE of ours is in progress, 500 while one of the peer's is. */
    @Test
    void glareIsRefused() {
        for (Exchange ours : List.of(Exchange.OUTGOING, Exchange.OUTGOING_OWN, Exchange.OUTGOING_ANSWERED)) {
            LegStep step = step(ours, new LegSignal.UpdateReceived(OFFER));
            assertThat(exchange(step)).isEqualTo(ours);
            assertThat(step.actions()).containsExactly(new LegAction.SendUpdateRefusal(491));
        }
        for (Exchange theirs : List.of(
                Exchange.INCOMING,
                Exchange.INCOMING_BY_UPDATE,
                Exchange.INCOMING_ANSWERED,
                Exchange.INCOMING_OFFERED)) {
            assertThat(step(theirs, new LegSignal.UpdateReceived(OFFER)).actions())
                    .containsExactly(new LegAction.SendUpdateRefusal(500));
        }
    }

    @Test
    void changeFromAcrossIsSentAndAcknowledged() {
        LegStep sent = step(Exchange.IDLE, new LegCommand.Update(OFFER));
        assertThat(exchange(sent)).isEqualTo(Exchange.OUTGOING);
        assertThat(sent.actions()).containsExactly(new LegAction.SendUpdate(OFFER));
        LegStep agreed = step(Exchange.OUTGOING, new LegSignal.UpdateAccepted(ANSWER));
        assertThat(exchange(agreed)).isEqualTo(Exchange.IDLE);
        assertThat(agreed.actions()).containsExactly(new LegAction.SendAck(NONE));
        assertThat(agreed.events()).containsExactly(new LegEvent.UpdateAgreed(ANSWER));
    }

    /** Teams takes no INVITE without an offer: the peer gets what is in force, and the other side hears of its answer. */
    @Test
    void offerlessReInviteIsAnsweredWithWhatIsInForce() {
        LegStep asked = step(Exchange.IDLE, new LegSignal.UpdateReceived(NONE));
        assertThat(asked.actions())
                .containsExactly(new LegAction.SendUpdateAnswer(sdp(2, "")), new LegAction.StartTimer(LegTimer.ACK));
        assertThat(asked.events()).isEmpty();
        LegStep acked = LegMachine.step(asked.next(), new LegSignal.Acked(sdp(9, "sendonly")));
        assertThat(acked.events()).containsExactly(new LegEvent.Changed(sdp(9, "sendonly"), 0));
        assertThat(exchange(acked)).isEqualTo(Exchange.IDLE);
    }

    @Test
    void changeFromAcrossWaitsWhileOneIsUnderWay() {
        for (Exchange busy : Exchange.values()) {
            if (busy != Exchange.IDLE) {
                LegStep step = step(busy, new LegCommand.Update(OFFER));
                assertThat(exchange(step)).isEqualTo(busy);
                assertThat(step.events()).containsExactly(new LegEvent.UpdateDeclined(491));
            }
        }
    }

    @Test
    void declinedChangeIsTold() {
        LegStep step = step(Exchange.OUTGOING, new LegSignal.UpdateRejected(488));
        assertThat(exchange(step)).isEqualTo(Exchange.IDLE);
        assertThat(step.events()).containsExactly(new LegEvent.UpdateDeclined(488));
    }

    /** RFC 3261 12.2.1.2: on 481 or 408 within a dialog "the UAC SHOULD terminate the dialog." */
    @Test
    void lostDialogIsEnded() {
        Release lost = Release.of(Release.Kind.DIALOG_LOST);
        for (int status : List.of(481, 408)) {
            LegStep step = step(Exchange.OUTGOING, new LegSignal.UpdateRejected(status));
            assertThat(step.next()).isEqualTo(new Releasing(1, "f"));
            assertThat(step.actions()).contains(new LegAction.SendBye(lost));
            assertThat(step.events()).containsExactly(new LegEvent.Released(lost));
        }
    }

    @Test
    void missingAckOfAReInviteEndsTheSession() {
        LegStep step = step(Exchange.INCOMING_ANSWERED, new LegSignal.Fired(LegTimer.ACK));
        assertThat(step.actions()).contains(new LegAction.SendBye(Release.of(Release.Kind.NO_ACK)));
        assertThat(step.events()).containsExactly(new LegEvent.Released(Release.of(Release.Kind.NO_ACK)));
    }

    @Test
    void byeEndsTheLegAndAnswersWhatIsPending() {
        LegStep idle = step(Exchange.IDLE, new LegSignal.Bye(List.of("SIP;cause=200")));
        assertThat(idle.next()).isEqualTo(new Gone(1));
        assertThat(idle.events()).containsExactly(new LegEvent.Released(HANGUP), new LegEvent.Over());
        // RFC 3261 15.1.2: "It is RECOMMENDED that a 487 (Request Terminated) response be generated to those pending
        // requests."
        assertThat(step(Exchange.INCOMING, new LegSignal.Bye(List.of())).actions())
                .contains(new LegAction.SendUpdateRefusal(487));
    }

    @Test
    void hangupSendsByeAndWaitsForItsAnswer() {
        LegStep step = step(Exchange.IDLE, new LegCommand.Hangup(HANGUP));
        assertThat(step.next()).isEqualTo(new Releasing(1, "f"));
        assertThat(step.actions()).containsExactly(STOP_ACK, new LegAction.SendBye(HANGUP));
        assertThat(step.events()).isEmpty();
        LegStep done = LegMachine.step(step.next(), new LegSignal.ByeDone());
        assertThat(done.next()).isEqualTo(new Gone(1));
        assertThat(done.events()).containsExactly(new LegEvent.Over());
    }

    @Test
    void byesMayCross() {
        LegState releasing = new Releasing(1, "f");
        assertThat(LegMachine.step(releasing, new LegSignal.Bye(List.of()))).isEqualTo(releasing.stay());
    }

    @Test
    void lateAnswersToReInvitesAreAcknowledgedAndLateReInvitesRefused() {
        LegState releasing = new Releasing(1, "f");
        assertThat(LegMachine.step(releasing, new LegSignal.UpdateAccepted(ANSWER))
                        .actions())
                .containsExactly(new LegAction.SendAck(NONE));
        assertThat(LegMachine.step(releasing, new LegSignal.UpdateReceived(OFFER))
                        .actions())
                .containsExactly(new LegAction.SendUpdateRefusal(481));
        assertThat(LegMachine.step(new Gone(1), new LegSignal.UpdateReceived(OFFER))
                        .actions())
                .containsExactly(new LegAction.SendUpdateRefusal(481));
    }
}
