package org.linekeeper.registration.pace.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.RegistrationSettings;

/** When a target is down, for how long, and what brings it up. */
final class AvailabilityTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long HALF_AN_HOUR = 1_800 * SECOND;

    private double drawn = 1;
    private final Availability availability =
            new Availability(PaceLimits.of(RegistrationSettings.defaults()), drawing(() -> drawn));

    /** Gives what the test says, from 0 to 1. */
    private static RandomGenerator drawing(DoubleSupplier next) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public double nextDouble() {
                return next.getAsDouble();
            }
        };
    }

    private Pace.Change timedOut(long now) {
        return availability.timedOut(now - SECOND, true, now);
    }

    private Pace.Change pause(long seconds, long now) {
        return availability.askedForPause(Duration.ofSeconds(seconds), now - SECOND, now);
    }

    @Test
    void threeTimeoutsInARowTakeItDownAndTwoDoNot() {
        assertThat(timedOut(10 * SECOND)).isEqualTo(Pace.Change.NONE);
        assertThat(timedOut(11 * SECOND)).isEqualTo(Pace.Change.NONE);
        assertThat(availability.isDown()).isFalse();
        assertThat(timedOut(12 * SECOND)).isEqualTo(Pace.Change.WENT_DOWN);
        assertThat(availability.isDown()).isTrue();
        assertThat(availability.isGated()).isFalse();
    }

    @Test
    void anAnswerOrA503EndsTheRow() {
        timedOut(10 * SECOND);
        timedOut(11 * SECOND);
        assertThat(availability.answered(11 * SECOND)).isEqualTo(Pace.Change.NONE);
        assertThat(timedOut(12 * SECOND)).isEqualTo(Pace.Change.NONE);
        assertThat(timedOut(13 * SECOND)).isEqualTo(Pace.Change.NONE);

        pause(1, 14 * SECOND);
        availability.answered(20 * SECOND);
        assertThat(timedOut(21 * SECOND)).isEqualTo(Pace.Change.NONE);
        assertThat(timedOut(22 * SECOND)).isEqualTo(Pace.Change.NONE);
        assertThat(timedOut(23 * SECOND)).isEqualTo(Pace.Change.WENT_DOWN);
    }

    /** RFC 5626 4.5: 30 s doubled where lines wait, 90 s doubled where they have another way, of which 50 to 100 % are waited. */
    @Test
    void theFirstPauseIsAMinuteForThoseWhoWaitAndThreeForThoseWhoDoNot() {
        availability.unreachable(0, true, SECOND);
        assertThat(availability.closedUntil()).isEqualTo(61 * SECOND);

        Availability other = new Availability(PaceLimits.of(RegistrationSettings.defaults()), drawing(() -> 0));
        other.unreachable(0, false, SECOND);
        assertThat(other.closedUntil()).isEqualTo(91 * SECOND);
    }

    @Test
    void eachFailedTryDoublesThePauseUpToTheMaximumAndAnAnswerEndsThat() {
        long now = SECOND;
        availability.unreachable(0, true, now);
        for (int tries = 0; tries < 8; tries++) {
            now = availability.closedUntil();
            assertThat(availability.timedOut(now, true, now + SECOND)).isEqualTo(Pace.Change.STAYS_DOWN);
        }
        assertThat(availability.closedUntil() - now - SECOND).isEqualTo(HALF_AN_HOUR);

        assertThat(availability.answered(now)).isEqualTo(Pace.Change.CAME_UP);
        assertThat(availability.isDown()).isFalse();
        assertThat(availability.closedUntil()).isEqualTo(Long.MIN_VALUE);
        availability.unreachable(now, true, now + SECOND);
        assertThat(availability.closedUntil() - now - SECOND).isEqualTo(60 * SECOND);
    }

    /** What was on its way when it went down tells of the same outage. */
    @Test
    void failuresOfWhatWasOnItsWayDoNotProlongThePause() {
        availability.unreachable(5 * SECOND, true, 10 * SECOND);
        long until = availability.closedUntil();
        assertThat(availability.unreachable(9 * SECOND, true, 11 * SECOND)).isEqualTo(Pace.Change.NONE);
        assertThat(availability.timedOut(10 * SECOND, true, 40 * SECOND)).isEqualTo(Pace.Change.NONE);
        assertThat(availability.closedUntil()).isEqualTo(until);

        assertThat(availability.timedOut(until, true, until + 32 * SECOND)).isEqualTo(Pace.Change.STAYS_DOWN);
    }

    /** RFC 3261 21.5.4, and a fifth more at most. */
    @Test
    void aPauseLastsAsLongAsAskedAndAFifthMoreAtMost() {
        assertThat(pause(100, 10 * SECOND)).isEqualTo(Pace.Change.WENT_DOWN);
        assertThat(availability.isGated()).isTrue();
        assertThat(availability.closedUntil()).isEqualTo(130 * SECOND);

        drawn = 0;
        Availability other = new Availability(PaceLimits.of(RegistrationSettings.defaults()), drawing(() -> drawn));
        other.askedForPause(Duration.ofSeconds(100), 0, 10 * SECOND);
        assertThat(other.closedUntil()).isEqualTo(110 * SECOND);
    }

    @Test
    void whatWasSentBeforeThePauseNeitherEndsNorProlongsIt() {
        drawn = 0;
        pause(100, 10 * SECOND);
        assertThat(availability.answered(10 * SECOND)).isEqualTo(Pace.Change.NONE);
        assertThat(availability.askedForPause(Duration.ofSeconds(500), 10 * SECOND, 11 * SECOND))
                .isEqualTo(Pace.Change.NONE);
        assertThat(availability.closedUntil()).isEqualTo(110 * SECOND);

        assertThat(availability.answered(110 * SECOND)).isEqualTo(Pace.Change.CAME_UP);
        assertThat(availability.isGated()).isFalse();
    }

    @Test
    void aTryThatIsRefusedAgainProlongsThePause() {
        drawn = 0;
        pause(100, 10 * SECOND);
        assertThat(availability.askedForPause(Duration.ofSeconds(50), 111 * SECOND, 112 * SECOND))
                .isEqualTo(Pace.Change.STAYS_DOWN);
        assertThat(availability.closedUntil()).isEqualTo(162 * SECOND);
    }

    /** A shorter reason to wait does not cut a longer one short. */
    @Test
    void theLongerOfTwoPausesCounts() {
        drawn = 0;
        pause(600, 10 * SECOND);
        availability.unreachable(11 * SECOND, true, 12 * SECOND);
        assertThat(availability.closedUntil()).isEqualTo(610 * SECOND);
        assertThat(availability.isGated()).as("it is the PBX that wants it").isTrue();

        availability.timedOut(611 * SECOND, true, 643 * SECOND);
        assertThat(availability.isGated()).as("now it is silent").isFalse();
    }
}
