package org.linekeeper.call.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.call.machine.Samples.HANGUP;
import static org.linekeeper.call.machine.Samples.sdp;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.linekeeper.call.machine.Across.Stage;

/** A leg whose far end is another call. */
class AcrossTest {
    private static Across leg(Stage stage) {
        return new Across(stage, sdp(1, ""));
    }

    private static LegSignal crossed(LegEvent event) {
        return new LegSignal.Crossed(event);
    }

    private static LegAction cross(LegEvent event) {
        return new LegAction.Cross(event);
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void hangingUpEndsItHereAndThere(Stage stage) {
        LegStep step = leg(stage).on(new LegCommand.Hangup(HANGUP));
        assertThat(step.next()).isEqualTo(new Gone(0));
        assertThat(step.actions()).containsExactly(cross(new LegEvent.Released(HANGUP)));
        assertThat(step.events()).containsExactly(new LegEvent.Over());
    }

    /** RFC 3891 3: what is over is declined to who waits for it; who was waited for has given up. */
    @Test
    void theEndOfTheOtherCallIsWhatItMeansHere() {
        LegSignal released = crossed(new LegEvent.Released(HANGUP));
        assertThat(leg(Stage.WAITING).on(released).events())
                .hasSize(2)
                .first()
                .isInstanceOfSatisfying(
                        LegEvent.Failed.class,
                        failed -> assertThat(failed.failure().status()).isEqualTo(603));
        assertThat(leg(Stage.AWAITED).on(released).events())
                .containsExactly(new LegEvent.GaveUp(HANGUP), new LegEvent.Over());
        assertThat(leg(Stage.JOINED).on(released).events())
                .containsExactly(new LegEvent.Released(HANGUP), new LegEvent.Over());
        for (Stage stage : Stage.values()) {
            assertThat(leg(stage).on(released).next()).isEqualTo(new Gone(0));
            assertThat(leg(stage).on(released).actions()).isEmpty();
        }
    }

    @Test
    void anAnswerJoinsBoth() {
        LegStep there = leg(Stage.AWAITED).on(new LegCommand.Accept(sdp(4, "")));
        assertThat(there.actions()).containsExactly(cross(new LegEvent.Answered(sdp(4, ""))));
        assertThat(there.next()).isEqualTo(leg(Stage.JOINED));
        LegStep here = leg(Stage.WAITING).on(crossed(new LegEvent.Answered(sdp(4, ""))));
        assertThat(here.next()).isEqualTo(new Across(Stage.JOINED, sdp(4, "")));
        assertThat(here.events()).containsExactly(new LegEvent.Answered(sdp(4, "")));
    }

    @Test
    void aRefusalEndsItOnBothSides() {
        LegStep there = leg(Stage.AWAITED).on(new LegCommand.Refuse(Refusal.of(486, "Busy Here")));
        LegEvent failed = new LegEvent.Failed(
                new LegFailure(LegFailure.Kind.REJECTED, 486, "Busy Here", Optional.empty(), List.of()));
        assertThat(there.actions()).containsExactly(cross(failed));
        assertThat(there.events()).containsExactly(new LegEvent.Over());
        assertThat(leg(Stage.WAITING).on(crossed(failed)).events()).containsExactly(failed, new LegEvent.Over());
    }

    /** Before both talk there is nothing to change, and afterwards nothing to ring. */
    @Test
    void whatComesAtTheWrongTimeChangesNothing() {
        for (Stage stage : List.of(Stage.WAITING, Stage.AWAITED)) {
            assertThat(leg(stage).on(new LegCommand.Update(sdp(3, ""))).actions())
                    .isEmpty();
            assertThat(leg(stage).on(new LegCommand.Adopt(sdp(3, ""), 0)).actions())
                    .isEmpty();
        }
        assertThat(leg(Stage.JOINED)
                        .on(new LegCommand.Ring(180, "Ringing", Optional.empty()))
                        .actions())
                .isEmpty();
    }

    /** A change that goes through two calls has not been at more far ends for it. */
    @Test
    void theWayBetweenTwoCallsIsNoHop() {
        assertThat(leg(Stage.JOINED).on(new LegCommand.Adopt(sdp(3, ""), 2)).actions())
                .containsExactly(cross(new LegEvent.Changed(sdp(3, ""), 1)));
        assertThat(leg(Stage.JOINED).on(new LegCommand.Adopt(sdp(3, ""), 0)).actions())
                .containsExactly(cross(new LegEvent.Changed(sdp(3, ""), 0)));
    }

    @Test
    void whatIsBehindItIsWhatItSaidLast() {
        LegState later = leg(Stage.JOINED)
                .on(crossed(new LegEvent.Changed(sdp(5, ""), 1)))
                .next();
        assertThat(later.on(new LegCommand.Describe()).events()).containsExactly(new LegEvent.Described(sdp(5, "")));
        LegState silent =
                later.on(crossed(new LegEvent.UpdateAgreed(Optional.empty()))).next();
        assertThat(silent.on(new LegCommand.Describe()).events()).containsExactly(new LegEvent.Described(sdp(5, "")));
    }
}
