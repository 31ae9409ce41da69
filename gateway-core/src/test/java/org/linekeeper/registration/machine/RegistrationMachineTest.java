package org.linekeeper.registration.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.registration.machine.Examples.FIRST;
import static org.linekeeper.registration.machine.Examples.SECOND;
import static org.linekeeper.registration.machine.Examples.account;
import static org.linekeeper.registration.machine.Examples.granted;
import static org.linekeeper.registration.machine.Examples.response;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.linekeeper.event.RegistrationOutcome;
import org.linekeeper.event.RegistrationState;
import org.linekeeper.sip.register.Register;

final class RegistrationMachineTest {
    private final Bench bench = new Bench();

    @Test
    void aWantedLineIsLocatedQueuedSentAndRegistered() {
        bench.wants(account());
        assertThat(bench.state()).isEqualTo(RegistrationState.LOCATING);
        assertThat(bench.effects).containsExactly(new RegistrationEffect.Locate(account()));

        bench.located(FIRST, SECOND);
        assertThat(bench.state()).isEqualTo(RegistrationState.REGISTERING);
        assertThat(bench.effects).containsExactly(new RegistrationEffect.Enqueue(FIRST, false));

        bench.admitted();
        Register sent = bench.sent();
        assertThat(sent.domain()).isEqualTo("abc.service");
        assertThat(sent.aor()).isEqualTo("101t@abc.service");
        assertThat(sent.outboundProxy()).contains("proxy.example.net");
        assertThat(sent.contactUser()).isEqualTo("00000000000011110000000000002222");
        assertThat(sent.expires()).isEqualTo(Duration.ofMinutes(10));
        assertThat(sent.authorizations()).isEmpty();
        assertThat(sent.cseq()).isEqualTo(1);

        bench.answered(granted(300));
        assertThat(bench.state()).isEqualTo(RegistrationState.REGISTERED);
        assertThat(bench.reported()).isEqualTo(new RegistrationOutcome.Granted(Duration.ofMinutes(5)));
        assertThat(bench.timerSet()).isBetween(Duration.ofSeconds(165), Duration.ofSeconds(255));
        Binding binding = bench.registration.phase().binding().orElseThrow();
        assertThat(binding.requested()).isEqualTo(Duration.ofMinutes(10));
        assertThat(binding.expiresAt()).isEqualTo(bench.now.plusSeconds(300));
    }

    /** RFC 3261 10.2.8. */
    @Test
    void a423RaisesTheExpiryOnceAndIsRemembered() {
        bench.sending().answered(Examples.tooBrief(1_800));
        assertThat(bench.sent().expires()).isEqualTo(Duration.ofMinutes(30));
        assertThat(bench.only(RegistrationEffect.LearnedMinExpires.class).minimum())
                .isEqualTo(Duration.ofMinutes(30));

        bench.answered(Examples.tooBrief(3_600));
        assertThat(bench.state()).isEqualTo(RegistrationState.BACKING_OFF);
        assertThat(bench.failure().code()).isEqualTo("interval_refused");
    }

    @Test
    void whatThePbxTaughtIsAskedForByTheOtherLines() {
        bench.minExpires = Duration.ofHours(1);
        bench.traits = Set.of(PbxTrait.PATH);
        bench.sending();

        assertThat(bench.sent().expires()).isEqualTo(Duration.ofHours(1));
        assertThat(bench.sent().instance()).isEmpty();
    }

    /** RFC 3261 10.2.4 and 10.2.3. */
    @Test
    void a200WithoutOurContactIsNotBelieved() {
        bench.sending().answered(response(200));
        assertThat(bench.sent().query()).isTrue();
        bench.answered(response(200));

        assertThat(bench.state()).isEqualTo(RegistrationState.BACKING_OFF);
        assertThat(bench.failure().code()).isEqualTo("no_binding");
    }

    @Test
    void theQueryMayShowThatTheBindingIsThere() {
        bench.sending().answered(response(200)).answered(granted(120));

        assertThat(bench.state()).isEqualTo(RegistrationState.REGISTERED);
    }

    @Test
    void lateEventsAreIgnored() {
        bench.registered();
        Registration before = bench.registration;
        bench.answered(response(403)).timedOut().admitted().located(SECOND).on(new RegistrationEvent.TargetDown());

        assertThat(bench.registration).isEqualTo(before);
        assertThat(bench.effects).isEmpty();
    }

    @Test
    void aRefreshOnDemandIsSentAtOnce() {
        bench.registered().on(new RegistrationEvent.RefreshRequested());
        assertThat(bench.state()).isEqualTo(RegistrationState.REFRESHING);
    }
}
