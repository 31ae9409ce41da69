package org.linekeeper.call.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.call.machine.Samples.NONE;
import static org.linekeeper.call.machine.Samples.sdp;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Changes that meet a leg in the middle of something else. */
class LateChangesTest {
    private static final SessionTimer REFRESHED = new SessionTimer(SessionTimer.PREFERRED, true);

    private static Established established(Exchange exchange) {
        return new Established(1, "fork", exchange, session(), Optional.empty());
    }

    private static Established with(Session session) {
        return new Established(1, "fork", Exchange.IDLE, session, Optional.empty());
    }

    private static Session session() {
        return Session.offering(Dialect.PBX, sdp(1, "")).answered(sdp(5, "")).with(SessionTimer.OFF);
    }

    private static LegStep step(LegState state, LegInput input) {
        return LegMachine.step(state, input);
    }

    /** The ACK has not come when the other side's media change: the change goes out as soon as it may. */
    @Test
    void changeBeforeTheAckIsMadeAfterIt() {
        LegState waiting = new AwaitingAck(Optional.empty(), session(), Optional.empty());
        LegState wishing =
                step(waiting, new LegCommand.Adopt(sdp(2, "sendonly"), 1)).next();
        LegStep acked = step(wishing, new LegSignal.Acked(NONE));
        assertThat(acked.actions()).contains(new LegAction.StartTimer(LegTimer.GLARE));
        LegStep later = step(acked.next(), new LegSignal.Fired(LegTimer.GLARE));
        assertThat(later.actions())
                .singleElement()
                .isInstanceOfSatisfying(LegAction.SendUpdate.class, update -> assertThat(Samples.text(update.offer()))
                        .contains("a=sendonly"));
    }

    /** Between our 2xx's offer and its answer nothing else may be begun. */
    @Test
    void referIsNotPassedOnBeforeTheAnswerToTheFirstOffer() {
        Refer refer = new Refer("sip:x@example.com", Optional.empty(), List.of());
        LegStep step = step(established(Exchange.OUTGOING_ANSWERED), new LegCommand.PassRefer(refer));
        assertThat(step.actions()).isEmpty();
        assertThat(step.events()).containsExactly(new LegEvent.ReferAnswered(491));
    }

    /** RFC 3261 14.2 and 13.3.1.4: a 2xx to a re-INVITE that is never acknowledged ends the dialog, whoever made the offer. */
    @Test
    void offerOfOursThatIsNeverAcknowledgedEndsTheCall() {
        LegStep offered = step(established(Exchange.IDLE), new LegSignal.UpdateReceived(NONE));
        assertThat(offered.actions()).contains(new LegAction.StartTimer(LegTimer.ACK));
        LegStep fired = step(offered.next(), new LegSignal.Fired(LegTimer.ACK));
        assertThat(fired.actions()).contains(new LegAction.SendBye(Release.of(Release.Kind.NO_ACK)));
        assertThat(fired.events()).containsExactly(new LegEvent.Released(Release.of(Release.Kind.NO_ACK)));
    }

    /** An ACK without the answer that it owes leaves the session as it was. */
    @Test
    void offerOfOursThatIsAcknowledgedWithoutAnswerIsNotInForce() {
        LegState offered =
                step(with(held()), new LegSignal.UpdateReceived(NONE)).next();
        LegState idle = step(offered, new LegSignal.Acked(NONE)).next();
        assertThat(((Established) idle).session().sent()).isEqualTo(held().sent());
        assertThat(((Established) idle).exchange()).isEqualTo(Exchange.IDLE);
    }

    /** What the far end asked for itself: our description in force says recvonly to its sendonly. */
    private static Session held() {
        return session()
                .offered(sdp(6, "sendonly"), SessionTerms.NONE)
                .answer(sdp(2, "recvonly"))
                .next();
    }

    /** A refresh that was refused is tried again in good time; the session is not left to expire. */
    @Test
    void refusedRefreshIsTriedAgain() {
        Established ours = with(session().with(REFRESHED));
        LegState asking = step(ours, new LegSignal.Fired(LegTimer.REFRESH)).next();
        LegStep refused = step(asking, new LegSignal.UpdateRejected(500));
        assertThat(refused.actions())
                .containsExactly(new LegAction.StartTimerFor(LegTimer.REFRESH, SessionTimer.PREFERRED.dividedBy(10)));
    }

    /** A newer wish that came while the older one was being asked for is asked for next. */
    @Test
    void newerWishIsAskedForAfterTheOlderOne() {
        LegState asking = step(established(Exchange.IDLE), new LegCommand.Adopt(sdp(2, "sendonly"), 1))
                .next();
        LegState wishing = step(asking, new LegCommand.Adopt(sdp(3, ""), 1)).next();
        LegStep agreed = step(wishing, new LegSignal.UpdateAccepted(sdp(7, "recvonly")));
        LegStep later = step(agreed.next(), new LegSignal.Fired(LegTimer.GLARE));
        assertThat(later.actions())
                .singleElement()
                .isInstanceOfSatisfying(LegAction.SendUpdate.class, update -> assertThat(Samples.text(update.offer()))
                        .doesNotContain("sendonly"));
    }

    /** Only Teams says 183 with silence; of a PBX each early media that comes is worth hearing. */
    @Test
    void laterEarlyMediaOfThePbxIsHeard() {
        LegState calling = step(
                        Samples.idle(Hunt.through(List.of(new Destination.Known(Samples.target(0)))), sdp(1, "")),
                        new LegCommand.Dial())
                .next();
        LegState ringing = step(calling, new LegSignal.Provisional(1, 180, "Ringing", NONE))
                .next();
        LegStep heard = step(ringing, new LegSignal.Provisional(1, 183, "Session Progress", sdp(5, "")));
        assertThat(heard.events()).containsExactly(new LegEvent.Progress(183, "Session Progress", sdp(5, "")));
    }
}
