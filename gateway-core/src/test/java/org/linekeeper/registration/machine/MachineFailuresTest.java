package org.linekeeper.registration.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.registration.machine.Examples.FIRST;
import static org.linekeeper.registration.machine.Examples.SECOND;
import static org.linekeeper.registration.machine.Examples.account;
import static org.linekeeper.registration.machine.Examples.granted;
import static org.linekeeper.registration.machine.Examples.line;
import static org.linekeeper.registration.machine.Examples.pbx;
import static org.linekeeper.registration.machine.Examples.response;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.event.RegistrationOutcome;
import org.linekeeper.event.RegistrationState;

/** What follows when an attempt fails. */
final class MachineFailuresTest {
    private final Bench bench = new Bench();

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 405, 410, 416, 494, 604})
    void refusalsRestUntilTheSettingsChange(int status) {
        bench.sending().answered(response(status));
        assertThat(bench.state()).isEqualTo(RegistrationState.REJECTED);
        assertThat(bench.failure().status()).isEqualTo(status);
        assertThat(bench.failure().advice()).contains("101t@abc.service");

        bench.wants(new Account(line("101t", "other"), pbx()));
        assertThat(bench.state()).isEqualTo(RegistrationState.LOCATING);
    }

    @Test
    void aRejectedLineIsTriedAgainAfterItsRest() {
        bench.sending().answered(response(404)).timer();

        assertThat(bench.state()).isEqualTo(RegistrationState.LOCATING);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 302, 380, 400, 480, 486, 491, 500, 501, 502, 504, 600, 606})
    void otherFailuresBackOff(int status) {
        bench.sending().answered(response(status));

        assertThat(bench.state()).isEqualTo(RegistrationState.BACKING_OFF);
        assertThat(bench.timerSet()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
        bench.timer();
        assertThat(bench.state()).isEqualTo(RegistrationState.LOCATING);
    }

    /** RFC 5626 4.5: doubles with each failure, at most max-time. */
    @Test
    void theBackOffGrows() {
        bench.sending();
        Duration longest = Duration.ZERO;
        for (int i = 1; i <= 12; i++) {
            bench.answered(response(500));
            Duration w = Duration.ofSeconds(Math.min(1_800, 30L << i));
            assertThat(bench.timerSet()).isBetween(w.dividedBy(2), w);
            longest = bench.timerSet();
            bench.timer().located(FIRST).admitted();
        }
        assertThat(longest).isGreaterThan(Duration.ofMinutes(14));
        bench.answered(granted(600)).timer().admitted().answered(response(500));
        assertThat(bench.timerSet()).isLessThanOrEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void retryAfterIsObeyedAndSpread() {
        bench.sending().answered(Examples.later(500, 400));

        assertThat(bench.timerSet()).isBetween(Duration.ofSeconds(400), Duration.ofSeconds(481));
    }

    @Test
    void absurdTimesOfThePbxAreBounded() {
        bench.sending().answered(Examples.later(500, 4_000_000));
        assertThat(bench.timerSet()).isLessThanOrEqualTo(Duration.ofMinutes(73));

        bench.timer().located(FIRST).admitted().answered(Examples.tooBrief(2_000_000));
        assertThat(bench.failure().code()).isEqualTo("interval_refused");

        bench.timer().located(FIRST).admitted().answered(granted(2_000_000));
        assertThat(bench.timerSet()).isLessThanOrEqualTo(Duration.ofDays(6));
    }

    /** RFC 3261 21.5.4. */
    @Test
    void a503GatesTheTargetAndTheNextOneIsTried() {
        bench.sending().answered(Examples.later(503, 120));
        assertThat(bench.effects)
                .containsExactly(
                        new RegistrationEffect.TargetFailed(FIRST, Optional.of(Duration.ofMinutes(2))),
                        new RegistrationEffect.Enqueue(SECOND, false));

        bench.admitted().answered(response(503));
        assertThat(bench.only(RegistrationEffect.TargetFailed.class).gate()).contains(Duration.ofSeconds(30));
        assertThat(bench.state()).isEqualTo(RegistrationState.BACKING_OFF);
        assertThat(bench.failure().code()).isEqualTo("unavailable");
    }

    @Test
    void atATimeoutTheNextTargetIsTriedThenItWaits() {
        bench.sending().timedOut();
        assertThat(bench.effects)
                .containsExactly(
                        new RegistrationEffect.TargetFailed(FIRST, Optional.empty()),
                        new RegistrationEffect.Enqueue(SECOND, false));
        bench.admitted().timedOut();

        assertThat(bench.state()).isEqualTo(RegistrationState.BACKING_OFF);
        assertThat(bench.failure().code()).isEqualTo("timeout");
        assertThat(bench.failure().advice()).contains("udp:192.0.2.2:5060");
    }

    @Test
    void aTransportFailureIsToldWithItsCause() {
        bench.wants(account())
                .located(FIRST)
                .admitted()
                .on(new RegistrationEvent.TransportFailed("Connection refused"));

        assertThat(bench.failure().code()).isEqualTo("transport_failed");
        assertThat(bench.failure().advice()).contains("Connection refused");
    }

    @Test
    void aFailedRefreshAsksDnsForOtherTargetsAndKeepsTheBinding() {
        bench.registered().timer().admitted().timedOut();
        assertThat(bench.state()).isEqualTo(RegistrationState.LOCATING);
        assertThat(bench.registration.phase().binding()).isPresent();

        bench.located(FIRST, SECOND);
        assertThat(bench.effects).contains(new RegistrationEffect.Enqueue(SECOND, true));
        assertThat(bench.state()).isEqualTo(RegistrationState.REFRESHING);
        bench.admitted().answered(granted(600));
        assertThat(bench.registration.phase().binding().orElseThrow().target()).isEqualTo(SECOND);
    }

    @Test
    void whileABindingLivesTheBackOffIsShortAndItsEndIsReported() {
        bench.registered().timer().admitted().answered(response(500));
        assertThat(bench.state()).isEqualTo(RegistrationState.BACKING_OFF);
        assertThat(bench.registration.phase().binding()).isPresent();
        assertThat(bench.timerSet()).isLessThanOrEqualTo(Duration.ofSeconds(60));

        boolean lapsed = false;
        for (int i = 0; i < 20 && !lapsed; i++) {
            bench.timer();
            lapsed = bench.effects.stream()
                    .anyMatch(effect -> effect instanceof RegistrationEffect.Report report
                            && report.outcome() instanceof RegistrationOutcome.Failed failed
                            && failed.code().equals("lapsed"));
            if (bench.state() == RegistrationState.LOCATING) {
                bench.located(FIRST).admitted().answered(response(500));
            }
        }
        assertThat(lapsed).isTrue();
    }

    @Test
    void aBindingThatEndsWhileWaitingForATurnIsReportedAsLapsed() {
        bench.registered().timer();
        bench.timer();

        assertThat(bench.state()).isEqualTo(RegistrationState.REGISTERING);
        assertThat(bench.failure().code()).isEqualTo("lapsed");
        assertThat(bench.registration.phase().binding()).isEmpty();
    }

    @Test
    void aDownTargetIsLeftForAnotherOnceARound() {
        bench.wants(account()).located(FIRST, SECOND).on(new RegistrationEvent.TargetDown());
        assertThat(bench.effects)
                .containsExactly(new RegistrationEffect.Withdraw(), new RegistrationEffect.Locate(account()));
        bench.located(SECOND, FIRST).on(new RegistrationEvent.TargetDown());

        assertThat(bench.effects).isEmpty();
        assertThat(bench.state()).isEqualTo(RegistrationState.REGISTERING);
    }

    @Test
    void whereDnsHasNothingItWaits() {
        bench.wants(account()).on(new RegistrationEvent.NotLocated("The name proxy.example.net does not exist."));

        assertThat(bench.state()).isEqualTo(RegistrationState.BACKING_OFF);
        assertThat(bench.failure().code()).isEqualTo("dns_failure");
        assertThat(bench.failure().advice()).contains("does not exist");
    }
}
