package org.linekeeper.call.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.call.machine.Samples.NONE;
import static org.linekeeper.call.machine.Samples.exchange;
import static org.linekeeper.call.machine.Samples.sdp;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Session refreshes and changes that nobody waits for, on one leg. */
class RefreshTest {
    private static final Optional<Duration> HALF_AN_HOUR = Optional.of(Duration.ofMinutes(30));
    private static final SessionTerms WE =
            new SessionTerms(HALF_AN_HOUR, Optional.of(SessionTerms.Refresher.UAC), true);
    private static final SessionTerms THEY =
            new SessionTerms(HALF_AN_HOUR, Optional.of(SessionTerms.Refresher.UAS), true);

    private static Established leg(SessionTerms terms) {
        Session session =
                Session.offering(Dialect.TEAMS, sdp(1, "")).answered(sdp(5, "")).with(SessionTimer.asUac(terms));
        return new Established(1, "f", Exchange.IDLE, session, Optional.empty());
    }

    @Test
    void refreshSendsWhatIsInForceAndStartsTheTimeAnew() {
        LegStep due = leg(WE).on(new LegSignal.Fired(LegTimer.REFRESH));
        assertThat(due.actions()).containsExactly(new LegAction.SendUpdate(sdp(1, ""), SessionTimer.asUac(WE)));
        LegStep done = due.next().on(new LegSignal.UpdateAccepted(sdp(5, ""), WE));
        assertThat(done.actions())
                .contains(
                        new LegAction.SendAck(NONE),
                        new LegAction.StartTimerFor(LegTimer.REFRESH, Duration.ofMinutes(15)));
        assertThat(done.events()).isEmpty();
        assertThat(exchange(done)).isEqualTo(Exchange.IDLE);
    }

    @Test
    void refreshOfThePeerIsAbsorbed() {
        LegStep step = leg(THEY).on(new LegSignal.UpdateReceived(sdp(5, ""), false, WE));
        assertThat(step.events()).isEmpty();
        assertThat(step.actions())
                .startsWith(new LegAction.SendUpdateAnswer(sdp(1, ""), new SessionTimer(HALF_AN_HOUR.get(), false)));
        LegStep update = leg(THEY).on(new LegSignal.UpdateReceived(NONE, true, WE));
        assertThat(exchange(update)).isEqualTo(Exchange.IDLE);
        assertThat(update.events()).isEmpty();
    }

    @Test
    void sessionThatNobodyRefreshedIsEnded() {
        LegStep step = leg(THEY).on(new LegSignal.Fired(LegTimer.EXPIRY));
        Release lost = Release.of(Release.Kind.DIALOG_LOST);
        assertThat(step.actions()).contains(new LegAction.SendBye(lost));
        assertThat(step.events()).containsExactly(new LegEvent.Released(lost));
    }

    @Test
    void refusedIntervalIsRaised() {
        LegState waiting = leg(WE).on(new LegSignal.Fired(LegTimer.REFRESH)).next();
        LegStep step = waiting.on(new LegSignal.UpdateRejected(422, Optional.of(Duration.ofHours(1))));
        assertThat(step.actions())
                .containsExactly(new LegAction.SendUpdate(sdp(1, ""), new SessionTimer(Duration.ofHours(1), true)));
    }

    /** What was refused is the refresh; the change has not been offered yet. */
    @Test
    void aChangeThatWaitsForARefreshIsOfferedThoughThatIsRefused() {
        LegStep due = leg(WE).on(new LegSignal.Fired(LegTimer.REFRESH));
        LegStep waits = due.next().on(new LegCommand.Adopt(sdp(8, "sendonly"), 0, true));
        LegStep refused = waits.next().on(new LegSignal.UpdateRejected(500));
        assertThat(refused.events()).isEmpty();
        assertThat(refused.actions())
                .contains(
                        new LegAction.StartTimer(LegTimer.GLARE),
                        SessionTimer.asUac(WE).refreshSoon());
        LegStep offered = refused.next().on(new LegSignal.Fired(LegTimer.GLARE));
        assertThat(offered.actions())
                .singleElement()
                .isInstanceOfSatisfying(LegAction.SendUpdate.class, update -> assertThat(Samples.text(update.offer()))
                        .contains("a=inactive"));
        LegStep declined = offered.next().on(new LegSignal.UpdateRejected(488));
        assertThat(declined.events()).containsExactly(new LegEvent.UpdateDeclined(488));
        assertThat(((Established) declined.next()).wish()).isEmpty();
    }

    /** The newest counts: that another one was refused says nothing of it. */
    @Test
    void aChangeThatFollowsOneThatIsRefusedIsOffered() {
        LegStep first = leg(WE).on(new LegCommand.Adopt(sdp(8, "sendonly"), 0, false));
        LegStep second = first.next().on(new LegCommand.Adopt(sdp(9, "sendrecv"), 0, false));
        LegStep refused = second.next().on(new LegSignal.UpdateRejected(488));
        assertThat(((Established) refused.next()).wish()).isPresent();
        assertThat(refused.actions()).contains(new LegAction.StartTimer(LegTimer.GLARE));
    }

    /** Who wants a little more each time would be asked for ever. */
    @Test
    void intervalIsRaisedAFewTimesOnly() {
        LegStep step = leg(WE).on(new LegSignal.Fired(LegTimer.REFRESH));
        int asked = 0;
        while (asked < 100 && step.actions().stream().anyMatch(LegAction.SendUpdate.class::isInstance)) {
            asked++;
            Duration more =
                    ((Established) step.next()).session().timer().interval().plusSeconds(1);
            step = step.next().on(new LegSignal.UpdateRejected(422, Optional.of(more)));
        }
        assertThat(asked).isLessThan(10);
        assertThat(exchange(step)).isEqualTo(Exchange.IDLE);
    }

    /** RFC 4028 5: 90 seconds is the least; what is shorter would be one re-INVITE after the other. */
    @Test
    void noSessionIsRefreshedAllTheTime() {
        SessionTerms hasty =
                new SessionTerms(Optional.of(Duration.ofSeconds(1)), Optional.of(SessionTerms.Refresher.UAC), true);
        assertThat(SessionTimer.asUac(hasty)).isEqualTo(new SessionTimer(SessionTimer.MINIMUM, true));
    }

    /** An offer would be asked for that nobody is there to answer. */
    @Test
    void aWishForNothingIsNoReInvite() {
        LegStep step = leg(SessionTerms.NONE).on(new LegCommand.Adopt(NONE, 0));
        assertThat(step.actions()).isEmpty();
        assertThat(exchange(step)).isEqualTo(Exchange.IDLE);
    }

    @Test
    void shortIntervalIsRefused() {
        SessionTerms hasty = new SessionTerms(Optional.of(Duration.ofSeconds(89)), Optional.empty(), true);
        assertThat(leg(THEY)
                        .on(new LegSignal.UpdateReceived(sdp(5, ""), false, hasty))
                        .actions())
                .containsExactly(new LegAction.SendUpdateRefusal(422));
    }

    /** RFC 3261 14.1. */
    @Test
    void changeOfOursGoesOutAgainAfterGlare() {
        LegCommand.Adopt adopt = new LegCommand.Adopt(sdp(3, "inactive"), 1);
        LegStep sent = leg(SessionTerms.NONE).on(adopt);
        assertThat(exchange(sent)).isEqualTo(Exchange.OUTGOING_OWN);
        LegStep glare = sent.next().on(new LegSignal.UpdateRejected(491));
        assertThat(glare.actions()).contains(new LegAction.StartTimer(LegTimer.GLARE));
        LegStep again = glare.next().on(new LegSignal.Fired(LegTimer.GLARE));
        assertThat(again.actions()).hasSize(1).first().isInstanceOf(LegAction.SendUpdate.class);
        LegStep done = again.next().on(new LegSignal.UpdateAccepted(sdp(6, "inactive")));
        assertThat(((Established) done.next()).wish()).isEmpty();
        assertThat(done.events()).containsExactly(new LegEvent.Changed(sdp(6, "inactive"), 1));
    }

    /** The peer has taken the session timer back meanwhile, by an UPDATE without it: there is nothing to come again with. */
    @Test
    void refreshThatIsNotWantedAnyMoreWaitsForNothing() {
        LegStep sent = leg(WE).on(new LegSignal.Fired(LegTimer.REFRESH));
        LegStep off = sent.next().on(new LegSignal.UpdateReceived(NONE, true, SessionTerms.NONE));
        LegStep glare = off.next().on(new LegSignal.UpdateRejected(491));
        assertThat(exchange(glare)).isEqualTo(Exchange.IDLE);
        assertThat(glare.actions()).isEmpty();
    }

    @Test
    void whatIsInForceAlreadyNeedsNoReInvite() {
        assertThat(leg(SessionTerms.NONE)
                        .on(new LegCommand.Adopt(sdp(1, ""), 1))
                        .actions())
                .isEmpty();
        LegStep step = leg(SessionTerms.NONE).on(new LegCommand.Update(sdp(1, "")));
        assertThat(step.actions()).isEmpty();
        assertThat(step.events()).containsExactly(new LegEvent.UpdateAgreed(sdp(5, "")));
    }
}
