package org.linekeeper.registration.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.registration.machine.Examples.FIRST;
import static org.linekeeper.registration.machine.Examples.SECOND;
import static org.linekeeper.registration.machine.Examples.account;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.linekeeper.event.RegistrationState;
import org.linekeeper.sip.auth.DigestChallenge;

/** What is known of the PBX changes what a line does. */
final class CircumstancesTest {
    private final Bench bench = new Bench();

    private void on(RegistrationEvent event, boolean reusesNonces, int refusals, boolean locatesAnew) {
        Instant now = event instanceof RegistrationEvent.TimerFired
                ? bench.registration.phase().deadline().orElseThrow()
                : bench.now;
        Step step = bench.machine.on(
                bench.registration,
                event,
                new Circumstances(now, Duration.ZERO, PbxTrait.USUAL, reusesNonces, refusals, false, locatesAnew));
        bench.registration = step.next();
        bench.effects = step.effects();
    }

    /** RFC 3261 10.2.4: "The refreshed registration SHOULD be sent to the same network address". */
    @Test
    void aRefreshAsksDnsOnlyWhereThatMayLeadElsewhere() {
        bench.registered();
        on(new RegistrationEvent.TimerFired(), true, 0, false);
        assertThat(bench.only(RegistrationEffect.Enqueue.class).target()).isEqualTo(FIRST);
    }

    @Test
    void aRefreshThatMayLeadElsewhereKeepsTheBindingMeanwhile() {
        bench.registered();
        on(new RegistrationEvent.TimerFired(), true, 0, true);
        assertThat(bench.has(RegistrationEffect.Locate.class)).isTrue();
        assertThat(bench.registration.phase().binding()).isPresent();
        bench.located(SECOND, FIRST);
        assertThat(bench.state()).isEqualTo(RegistrationState.REFRESHING);
        assertThat(bench.only(RegistrationEffect.Enqueue.class))
                .isEqualTo(new RegistrationEffect.Enqueue(SECOND, true));
    }

    /** Where nonces are not used again, the first REGISTER of a refresh carries none, and the answer to its challenge does. */
    @Test
    void withoutReuseARefreshWaitsForItsChallenge() {
        bench.registered();
        on(new RegistrationEvent.TimerFired(), false, 0, false);
        on(new RegistrationEvent.Admitted(), false, 0, false);
        assertThat(bench.sent().authorizations()).isEmpty();
        assertThat(bench.registration.preemptive()).isFalse();

        DigestChallenge fresh = Examples.challenge("n2", false);
        on(new RegistrationEvent.ResponseReceived(Examples.challenged(fresh), false), false, 0, false);
        assertThat(bench.sent().authorizations()).hasSize(1);
        assertThat(bench.registration.preemptive()).isFalse();
    }

    @Test
    void aReusedNonceIsKnownAsSuch() {
        bench.registered();
        on(new RegistrationEvent.TimerFired(), true, 0, false);
        assertThat(bench.registration.preemptive()).isFalse();
        on(new RegistrationEvent.Admitted(), true, 0, false);
        assertThat(bench.sent().authorizations()).hasSize(1);
        assertThat(bench.registration.preemptive()).isTrue();
    }

    @Test
    void whoWasRefusedBeforeRestsForHalfADay() {
        bench.sending().answered(Examples.challenged(Examples.challenge("n1", false)));
        on(
                new RegistrationEvent.ResponseReceived(Examples.challenged(Examples.challenge("n2", false)), false),
                true,
                1,
                false);
        assertThat(bench.state()).isEqualTo(RegistrationState.REJECTED);
        assertThat(bench.timerSet()).isGreaterThanOrEqualTo(Duration.ofHours(12));
    }

    /** All were down, so the line waited; now another one is up. */
    @Test
    void whoWaitsInVainLooksForAnotherTarget() {
        bench.wants(account()).located(FIRST, SECOND).on(new RegistrationEvent.TargetDown());
        bench.located(FIRST, SECOND).on(new RegistrationEvent.TargetDown());
        assertThat(bench.effects).isEmpty();
        bench.on(new RegistrationEvent.AlternativeUp());
        assertThat(bench.effects)
                .isEqualTo(List.of(new RegistrationEffect.Withdraw(), new RegistrationEffect.Locate(account())));
    }

    @Test
    void whatIsInFlightStaysThere() {
        bench.sending();
        Registration before = bench.registration;
        bench.on(new RegistrationEvent.AlternativeUp());
        assertThat(bench.registration).isEqualTo(before);
    }
}
