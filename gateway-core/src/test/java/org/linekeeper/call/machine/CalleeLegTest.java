package org.linekeeper.call.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.call.machine.Samples.ANSWER;
import static org.linekeeper.call.machine.Samples.HANGUP;
import static org.linekeeper.call.machine.Samples.NAME;
import static org.linekeeper.call.machine.Samples.NONE;
import static org.linekeeper.call.machine.Samples.OFFER;
import static org.linekeeper.call.machine.Samples.exchange;
import static org.linekeeper.call.machine.Samples.idle;
import static org.linekeeper.call.machine.Samples.invite;
import static org.linekeeper.call.machine.Samples.target;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The callee leg up to its answer, event by event. */
class CalleeLegTest {
    private static final Hunt TWO =
            Hunt.through(List.of(new Destination.Known(target(1)), new Destination.Named(NAME)));
    private static final LegAction STOP_ATTEMPT = new LegAction.StopTimer(LegTimer.ATTEMPT);
    private static final LegAction STOP_RING = new LegAction.StopTimer(LegTimer.RING);

    private static LegStep step(LegState state, LegInput input) {
        return LegMachine.step(state, input);
    }

    private static LegState calling() {
        return step(idle(TWO, OFFER), new LegCommand.Dial()).next();
    }

    private static LegState ringing() {
        return step(calling(), new LegSignal.Provisional(1, 180, "Ringing", NONE))
                .next();
    }

    private static LegSignal rejected(int attempt, int status) {
        return new LegSignal.Rejected(attempt, status, "No", Optional.empty(), List.of());
    }

    @Test
    void dialSendsTheInviteToTheFirstPlace() {
        LegStep step = step(idle(TWO, OFFER), new LegCommand.Dial());
        assertThat(step.next().attempt()).isEqualTo(1);
        assertThat(step.actions())
                .containsExactly(
                        new LegAction.StartTimer(LegTimer.RING),
                        new LegAction.StartTimer(LegTimer.ATTEMPT),
                        invite(1, target(1), false));
    }

    @Test
    void nothingToTryIsAFailure() {
        LegStep step = step(idle(Hunt.through(List.of()), OFFER), new LegCommand.Dial());
        assertThat(step.next()).isEqualTo(new Gone(0));
        assertThat(step.events()).hasSize(2).last().isEqualTo(new LegEvent.Over());
    }

    @Test
    void tryingKeepsTheNextTargetAway() {
        LegStep step = step(calling(), new LegSignal.Provisional(1, 100, "Trying", NONE));
        assertThat(step.actions()).containsExactly(STOP_ATTEMPT, new LegAction.Trust(target(1)));
        assertThat(step.events()).containsExactly(new LegEvent.Trying());
        assertThat(step(step.next(), new LegSignal.Fired(LegTimer.ATTEMPT)).next())
                .isEqualTo(step.next());
    }

    @Test
    void everyProgressIsTold() {
        assertThat(step(calling(), new LegSignal.Provisional(1, 183, "Session Progress", ANSWER))
                        .events())
                .containsExactly(new LegEvent.Progress(183, "Session Progress", ANSWER));
        assertThat(step(ringing(), new LegSignal.Provisional(1, 181, "Forwarded", NONE))
                        .events())
                .containsExactly(new LegEvent.Progress(181, "Forwarded", NONE));
    }

    /** Teams' 180 and then a silent 183: the first 18x decides whether the caller makes its own ringing tone. */
    @Test
    void silentEarlyMediaDoesNotStopARingingTone() {
        LegState calling = step(new Idle(TWO, Session.offering(Dialect.TEAMS, OFFER)), new LegCommand.Dial())
                .next();
        LegSignal early = new LegSignal.Provisional(1, 183, "Session Progress", ANSWER);
        LegState ringing = step(calling, new LegSignal.Provisional(1, 180, "Ringing", NONE))
                .next();
        assertThat(step(ringing, early).events()).containsExactly(new LegEvent.Progress(180, "Ringing", NONE));
        LegStep first = step(calling, early);
        assertThat(first.events()).containsExactly(new LegEvent.Progress(183, "Session Progress", ANSWER));
        assertThat(step(first.next(), early).events())
                .containsExactly(new LegEvent.Progress(183, "Session Progress", NONE));
        assertThat(step(first.next(), rejected(1, 503)).next()).isEqualTo(new Gone(1));
    }

    @Test
    void answerIsAcknowledgedAtOnce() {
        LegStep step = step(ringing(), new LegSignal.Answer(1, "f", ANSWER));
        assertThat(exchange(step)).isEqualTo(Exchange.IDLE);
        assertThat(step.actions())
                .containsExactly(STOP_ATTEMPT, STOP_RING, new LegAction.Trust(target(1)), new LegAction.SendAck(NONE));
        assertThat(step.events()).containsExactly(new LegEvent.Answered(ANSWER));
    }

    /** RFC 3261 13.2.2.4: "If the 2xx contains an offer (based on the rules above), the ACK MUST carry an answer in its body." */
    @Test
    void answerWithTheOfferWaitsForTheCallersAck() {
        LegState calling = step(idle(TWO, NONE), new LegCommand.Dial()).next();
        LegStep answered = step(calling, new LegSignal.Answer(1, "f", ANSWER));
        assertThat(answered.actions()).doesNotContain(new LegAction.SendAck(NONE));
        LegStep acked = step(answered.next(), new LegCommand.Acknowledge(ANSWER));
        assertThat(acked.actions()).containsExactly(new LegAction.SendAck(ANSWER));
        assertThat(exchange(acked)).isEqualTo(Exchange.IDLE);
        assertThat(step(answered.next(), new LegCommand.Hangup(HANGUP)).actions())
                .containsSubsequence(new LegAction.SendAck(NONE), new LegAction.SendBye(HANGUP));
    }

    @Test
    void overloadedTargetIsLeftForTheNext() {
        LegStep step =
                step(calling(), new LegSignal.Rejected(1, 503, "Busy", Optional.of(Duration.ofSeconds(7)), List.of()));
        assertThat(step.next()).isInstanceOf(Locating.class);
        assertThat(step.actions())
                .containsExactly(
                        STOP_ATTEMPT,
                        new LegAction.Suspect(target(1), Optional.of(Duration.ofSeconds(7))),
                        new LegAction.Locate(NAME));
        LegStep located = step(step.next(), new LegSignal.Located(List.of(target(1), target(2))));
        assertThat(located.actions()).contains(invite(2, target(2), false));
    }

    @Test
    void silentUnsentAndUnansweredTargetsAreLeftForTheNext() {
        for (LegSignal signal : List.of(
                new LegSignal.Fired(LegTimer.ATTEMPT),
                new LegSignal.Unsent(1, "refused"),
                new LegSignal.Unanswered(1))) {
            LegStep step = step(calling(), signal);
            assertThat(step.next()).isInstanceOf(Locating.class);
            assertThat(step.actions()).contains(new LegAction.Suspect(target(1), Optional.empty()));
            assertThat(step.events()).isEmpty();
        }
    }

    @Test
    void nothingElseIsTriedOnceItRings() {
        for (LegSignal signal : List.of(rejected(1, 503), new LegSignal.Unanswered(1))) {
            LegStep step = step(ringing(), signal);
            assertThat(step.next()).isEqualTo(new Gone(1));
            assertThat(step.events()).hasSize(2).first().isInstanceOf(LegEvent.Failed.class);
        }
    }

    @Test
    void declineIsFinal() {
        for (int status : List.of(486, 603, 404, 500)) {
            LegStep step = step(calling(), rejected(1, status));
            assertThat(step.next()).isEqualTo(new Gone(1));
            assertThat(step.actions()).containsExactly(STOP_ATTEMPT, new LegAction.Trust(target(1)), STOP_RING);
            assertThat(step.events()).hasSize(2).last().isEqualTo(new LegEvent.Over());
        }
    }

    @Test
    void lastFailureIsToldWhenAllIsTried() {
        LegState locating = step(calling(), rejected(1, 503)).next();
        LegStep step = step(locating, new LegSignal.NotLocated("no such name"));
        assertThat(step.events())
                .first()
                .isEqualTo(new LegEvent.Failed(
                        new LegFailure(LegFailure.Kind.REJECTED, 503, "No", Optional.empty(), List.of())));
        LegState first = step(idle(Hunt.through(List.of(new Destination.Named(NAME))), OFFER), new LegCommand.Dial())
                .next();
        assertThat(step(first, new LegSignal.NotLocated("no such name")).events())
                .first()
                .isEqualTo(new LegEvent.Failed(LegFailure.of(LegFailure.Kind.NOT_LOCATED, "no such name")));
    }

    @Test
    void challengeIsAnsweredTwiceAtMost() {
        LegStep first = step(calling(), new LegSignal.Challenged(1, 407, true));
        assertThat(first.actions()).contains(invite(2, target(1), true));
        LegStep second = step(first.next(), new LegSignal.Challenged(2, 407, true));
        assertThat(second.actions()).contains(invite(3, target(1), true));
        LegStep third = step(second.next(), new LegSignal.Challenged(3, 407, true));
        assertThat(third.next()).isEqualTo(new Gone(3));
        assertThat(third.events())
                .first()
                .isEqualTo(new LegEvent.Failed(new LegFailure(
                        LegFailure.Kind.CHALLENGED, 407, "Challenge not answered", Optional.empty(), List.of())));
    }

    @Test
    void challengeWithoutCredentialsIsAFailure() {
        assertThat(step(calling(), new LegSignal.Challenged(1, 401, false)).next())
                .isEqualTo(new Gone(1));
    }

    @Test
    void ringingEndsAfterItsTime() {
        LegStep step = step(ringing(), new LegSignal.Fired(LegTimer.RING));
        assertThat(step.actions()).contains(new LegAction.SendCancel(1, Release.of(Release.Kind.HANGUP)));
        assertThat(step.events())
                .containsExactly(
                        new LegEvent.Failed(LegFailure.of(LegFailure.Kind.NO_ANSWER, "Nobody answered in time")));
        assertThat(step(step.next(), rejected(1, 487)).events()).containsExactly(new LegEvent.Over());
    }

    /** RFC 3261 9.1: "If no provisional response has been received, the CANCEL request MUST NOT be sent". */
    @Test
    void cancelWaitsForAProvisionalResponse() {
        LegStep early = step(calling(), new LegCommand.Hangup(HANGUP));
        assertThat(early.actions()).noneMatch(LegAction.SendCancel.class::isInstance);
        LegStep heard = step(early.next(), new LegSignal.Provisional(1, 100, "Trying", NONE));
        assertThat(heard.actions()).containsExactly(new LegAction.SendCancel(1, HANGUP));
        assertThat(step(heard.next(), new LegSignal.Provisional(1, 180, "Ringing", NONE))
                        .actions())
                .isEmpty();
    }

    @Test
    void answerThatCrossesTheCancelIsAcknowledgedAndEnded() {
        LegState cancelling = step(ringing(), new LegCommand.Hangup(HANGUP)).next();
        LegStep step = step(cancelling, new LegSignal.Answer(1, "f", ANSWER));
        assertThat(step.next()).isEqualTo(new Releasing(1, "f"));
        assertThat(step.actions())
                .containsExactly(
                        new LegAction.StopTimer(LegTimer.CANCEL),
                        new LegAction.SendAck(NONE),
                        new LegAction.SendBye(HANGUP));
        assertThat(step.events()).isEmpty();
    }

    /** RFC 3261 9.1: without a final response in 64*T1 "the client SHOULD then consider the original transaction cancelled". */
    @Test
    void cancelledInviteThatIsNeverAnsweredIsOverInTheEnd() {
        LegState cancelling = step(ringing(), new LegCommand.Hangup(HANGUP)).next();
        LegStep step = step(cancelling, new LegSignal.Fired(LegTimer.CANCEL));
        assertThat(step.next()).isEqualTo(new Gone(1));
        assertThat(step.events()).containsExactly(new LegEvent.Over());
        assertThat(step(step.next(), new LegSignal.Answer(1, "late", ANSWER)).actions())
                .containsExactly(new LegAction.DropAnswer(1, "late"));
    }

    @Test
    void attemptLeftBehindIsCancelledWhenItWakesUpAndEndedWhenItAnswers() {
        LegState second = step(
                        step(calling(), new LegSignal.Fired(LegTimer.ATTEMPT)).next(),
                        new LegSignal.Located(List.of(target(2))))
                .next();
        LegState between =
                step(calling(), new LegSignal.Fired(LegTimer.ATTEMPT)).next();
        assertThat(step(between, new LegSignal.Answer(1, "late", ANSWER)).actions())
                .containsExactly(new LegAction.DropAnswer(1, "late"));
        assertThat(second.attempt()).isEqualTo(2);
        LegStep woken = step(second, new LegSignal.Provisional(1, 180, "Ringing", NONE));
        assertThat(woken.next()).isEqualTo(second);
        assertThat(woken.actions()).containsExactly(new LegAction.SendCancel(1, Release.of(Release.Kind.HANGUP)));
        assertThat(step(second, new LegSignal.Answer(1, "late", ANSWER)).actions())
                .containsExactly(new LegAction.DropAnswer(1, "late"));
        assertThat(step(second, rejected(1, 487))).isEqualTo(second.stay());
    }

    /** RFC 3261 13.2.2.4: each further 2xx is acknowledged and its dialog ended. */
    @Test
    void answerOfAnotherForkIsDropped() {
        LegState established =
                step(ringing(), new LegSignal.Answer(1, "f", ANSWER)).next();
        assertThat(step(established, new LegSignal.Answer(1, "g", ANSWER)).actions())
                .containsExactly(new LegAction.DropAnswer(1, "g"));
        assertThat(step(established, new LegSignal.Answer(1, "f", ANSWER))).isEqualTo(established.stay());
        LegState releasing = step(established, new LegCommand.Hangup(HANGUP)).next();
        assertThat(step(releasing, new LegSignal.Answer(1, "g", ANSWER)).actions())
                .containsExactly(new LegAction.DropAnswer(1, "g"));
    }

    @Test
    void givingUpWhileLocatingSendsNothing() {
        LegState locating = step(calling(), rejected(1, 503)).next();
        LegStep step = step(locating, new LegCommand.Hangup(HANGUP));
        assertThat(step.next()).isEqualTo(new Gone(1));
        assertThat(step.actions()).containsExactly(STOP_RING);
        assertThat(step(step.next(), new LegSignal.Located(List.of(target(2)))))
                .isEqualTo(step.next().stay());
    }
}
