package org.linekeeper.registration.pace.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CredentialBreakerTest {
    private static final long SECOND = 1_000_000_000L;

    private final CredentialBreaker breaker = new CredentialBreaker();
    private long now = 1_000 * SECOND;

    @Test
    void opensAtTheFifthRefusalWhereMostAreRefused() {
        for (int i = 1; i <= 4; i++) {
            assertThat(breaker.refused(now)).isFalse();
            now += 10 * SECOND;
        }
        assertThat(breaker.admits(now)).isTrue();
        assertThat(breaker.refused(now)).isTrue();
        assertThat(breaker.state()).isEqualTo(CredentialBreaker.State.OPEN);
        assertThat(breaker.admits(now)).isFalse();
        assertThat(breaker.refused(now)).as("told once").isFalse();
    }

    /** 10,000 lines start, half a percent of them with wrong passwords, which all come together. */
    @Test
    void manyRefusalsAtOnceDoNotOpenItWhereTheyAreFewOfTheAttempts() {
        for (int i = 0; i < 9_950; i++) {
            breaker.accepted(false, now);
            now += SECOND / 100;
            if (i >= 5_000 && i < 5_050) {
                assertThat(breaker.refused(now)).isFalse();
            }
        }
        assertThat(breaker.state()).isEqualTo(CredentialBreaker.State.CLOSED);
    }

    /** What a crowd of attempts forgives is forgotten about when the crowd is. */
    @Test
    void attemptsOfLongAgoDoNotCount() {
        for (int i = 0; i < 1_000; i++) {
            breaker.accepted(true, now);
        }
        now += 3_600 * SECOND * 10;
        for (int i = 1; i <= 4; i++) {
            assertThat(breaker.refused(now)).isFalse();
        }
        assertThat(breaker.refused(now)).isTrue();
    }

    /** A rejected line is tried after an hour, then every half day. */
    @Test
    void oneLineThatIsRefusedForDaysDoesNotOpenIt() {
        for (int i = 0; i < 30; i++) {
            assertThat(breaker.refused(now)).isFalse();
            now += (i == 0 ? 3_600 : 43_200) * SECOND;
        }
    }

    @Test
    void fewRefusalsAmongManyAttemptsOverALongTimeDoNotOpenIt() {
        for (int i = 0; i < 2_000; i++) {
            breaker.accepted(true, now);
            if (i % 100 == 0) {
                breaker.refused(now);
            }
            now += SECOND;
        }
        assertThat(breaker.state()).isEqualTo(CredentialBreaker.State.CLOSED);
    }

    /** More than 2 % of the attempts. */
    @Test
    void opensWhenMoreThanTwoInAHundredAreRefused() {
        for (int i = 0; breaker.state() == CredentialBreaker.State.CLOSED && i < 2_000; i++) {
            breaker.accepted(true, now);
            if (i % 30 == 0) {
                breaker.refused(now);
            }
            now += SECOND;
        }
        assertThat(breaker.state()).isEqualTo(CredentialBreaker.State.OPEN);
    }

    /** After 10 minutes one unproven line is tried; success closes. */
    @Test
    void halfOpenTriesOneLine() {
        open();
        now += 599 * SECOND;
        assertThat(breaker.admits(now)).isFalse();
        now += SECOND;
        assertThat(breaker.admits(now)).isTrue();
        assertThat(breaker.admits(now)).isFalse();
        assertThat(breaker.accepted(true, now)).as("a proven line says nothing").isFalse();
        assertThat(breaker.accepted(false, now)).isTrue();
        assertThat(breaker.admits(now)).isTrue();
        assertThat(breaker.admits(now)).isTrue();
    }

    @Test
    void aTrialThatIsRefusedOpensItAgain() {
        open();
        now += 600 * SECOND;
        assertThat(breaker.admits(now)).isTrue();
        assertThat(breaker.refused(now)).isFalse();
        now += 599 * SECOND;
        assertThat(breaker.admits(now)).isFalse();
    }

    /** The trial may have been withdrawn or have met a dead target. */
    @Test
    void aTrialOfWhichNothingIsHeardIsFollowedByAnother() {
        open();
        now += 600 * SECOND;
        assertThat(breaker.admits(now)).isTrue();
        now += 120 * SECOND;
        assertThat(breaker.admits(now)).isTrue();
        assertThat(breaker.admits(now)).isFalse();
    }

    /** What was under way when it opened does not close it. */
    @Test
    void aLateSuccessDoesNotCloseIt() {
        open();
        assertThat(breaker.accepted(false, now)).isFalse();
        assertThat(breaker.admits(now)).isFalse();
    }

    /** Until a settings change. */
    @Test
    void newSettingsCloseIt() {
        open();
        breaker.reset();
        assertThat(breaker.admits(now)).isTrue();
        assertThat(breaker.refused(now)).isFalse();
    }

    private void open() {
        for (int i = 1; i <= 5; i++) {
            breaker.refused(now);
        }
        assertThat(breaker.state()).isEqualTo(CredentialBreaker.State.OPEN);
    }
}
