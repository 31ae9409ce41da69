package org.linekeeper.call.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.call.machine.Samples.ANSWER;
import static org.linekeeper.call.machine.Samples.NONE;
import static org.linekeeper.call.machine.Samples.OFFER;
import static org.linekeeper.call.machine.Samples.idle;
import static org.linekeeper.call.machine.Samples.target;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A callee that says what media it has in a 183 and no more in its 200, or in neither. */
class EarlyDescriptionTest {
    private static final Hunt ONE = Hunt.through(List.of(new Destination.Known(target(1))));
    private static final LegSignal EARLY = new LegSignal.Provisional(1, 183, "Session Progress", ANSWER);

    private static LegState calling(Optional<Body> offer) {
        return LegMachine.step(idle(ONE, offer), new LegCommand.Dial()).next();
    }

    private static LegStep answered(LegState calling, int attempt) {
        return LegMachine.step(calling, new LegSignal.Answer(attempt, "f", NONE));
    }

    @Test
    void whatItSaidEarlyIsItsAnswer() {
        LegStep step = answered(LegMachine.step(calling(OFFER), EARLY).next(), 1);
        assertThat(step.events()).containsExactly(new LegEvent.Answered(ANSWER));
        assertThat(((Established) step.next()).session().received()).isEqualTo(ANSWER);
    }

    @Test
    void whoNeverSaidIsHungUpOnAndHasNotAnswered() {
        LegStep step = answered(calling(OFFER), 1);
        assertThat(step.actions()).contains(new LegAction.DropAnswer(1, "f"));
        assertThat(step.next()).isEqualTo(new Gone(1));
        assertThat(step.events()).hasSize(2).last().isEqualTo(new LegEvent.Over());
        assertThat(step.events().get(0)).isInstanceOfSatisfying(LegEvent.Failed.class, failed -> assertThat(
                        failed.failure().status())
                .isEqualTo(502));
    }

    /** RFC 3261 13.2.1: then the 2xx has the offer, or the call has none. */
    @Test
    void withoutAnOfferNothingIsMissing() {
        assertThat(answered(calling(NONE), 1).events()).containsExactly(new LegEvent.Answered(NONE));
    }

    /** What one transaction said early is no answer of the next one. */
    @Test
    void anotherAttemptBeginsAnew() {
        LegState early = LegMachine.step(calling(OFFER), EARLY).next();
        LegState challenged =
                LegMachine.step(early, new LegSignal.Challenged(1, 407, true)).next();
        LegState longer = LegMachine.step(early, new LegSignal.IntervalTooSmall(1, Duration.ofHours(1)))
                .next();
        LegState elsewhere = LegMachine.step(
                        early,
                        new LegSignal.Redirected(
                                1, 302, "Moved", List.of(new Destination.Redirected(target(2), "sip:b@b.example"))))
                .next();
        assertThat(List.of(challenged, longer, elsewhere)).allSatisfy(next -> {
            assertThat(next).isInstanceOf(Calling.class);
            assertThat(answered(next, 2).actions()).contains(new LegAction.DropAnswer(2, "f"));
        });
    }
}
