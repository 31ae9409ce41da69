package org.linekeeper.registration.pace.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CredentialBreakerTest {
    private static final long SECOND = 1_000_000_000L;

    private final CredentialBreaker breaker = new CredentialBreaker();
    private long now = 1_000 * SECOND;

    /** Five lines in 60 s are a tenant with wrong passwords. */
    @Test
    void opensWhenFiveLinesAreRefusedInAMinute() {
        for (int i = 1; i <= 4; i++) {
            assertThat(breaker.refused("l" + i, now)).isFalse();
            now += 10 * SECOND;
        }
        assertThat(breaker.admits(now)).isTrue();
        assertThat(breaker.refused("l5", now)).isTrue();
        assertThat(breaker.state()).isEqualTo(CredentialBreaker.State.OPEN);
        assertThat(breaker.admits(now)).isFalse();
        assertThat(breaker.refused("l6", now)).as("told once").isFalse();
    }

    @Test
    void oneLineThatIsRefusedAgainAndAgainDoesNotOpenIt() {
        for (int i = 0; i < 4; i++) {
            breaker.refused("l1", now++);
        }
        assertThat(breaker.admits(now)).isTrue();
    }

    @Test
    void fewRefusalsAmongManyAttemptsOverALongTimeDoNotOpenIt() {
        for (int i = 0; i < 2_000; i++) {
            breaker.accepted(true, now);
            if (i % 100 == 0) {
                breaker.refused("l" + i, now);
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
                breaker.refused("l" + i, now);
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
        assertThat(breaker.refused("l9", now)).isFalse();
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
        assertThat(breaker.refused("l1", now)).isFalse();
    }

    private void open() {
        for (int i = 1; i <= 5; i++) {
            breaker.refused("l" + i, now);
        }
        assertThat(breaker.state()).isEqualTo(CredentialBreaker.State.OPEN);
    }
}
