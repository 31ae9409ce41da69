package org.linekeeper.registration.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.registration.machine.Examples.FIRST;
import static org.linekeeper.registration.machine.Examples.SECOND;
import static org.linekeeper.registration.machine.Examples.account;
import static org.linekeeper.registration.machine.Examples.challenge;
import static org.linekeeper.registration.machine.Examples.challenged;
import static org.linekeeper.registration.machine.Examples.granted;
import static org.linekeeper.registration.machine.Examples.line;
import static org.linekeeper.registration.machine.Examples.pbx;
import static org.linekeeper.registration.machine.Examples.response;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.linekeeper.event.RegistrationOutcome;
import org.linekeeper.event.RegistrationState;

/** Other settings, and bindings that are removed. */
final class MachineChangesTest {
    private final Bench bench = new Bench();

    /** RFC 3261 10.2.2: our contact with expires 0, no other one. */
    @Test
    void aRemovedLineRemovesItsBinding() {
        bench.registered().wantsNothing();
        assertThat(bench.state()).isEqualTo(RegistrationState.UNREGISTERING);
        bench.admitted();
        assertThat(bench.sent().expires()).isEqualTo(Duration.ZERO);
        assertThat(bench.sent().contactUser()).isEqualTo("00000000000011110000000000002222");
        assertThat(bench.sent().authorizations()).hasSize(1);
        bench.answered(challenged(challenge("n9", true)));
        assertThat(bench.sent().expires()).isEqualTo(Duration.ZERO);
        bench.answered(response(200));

        assertThat(bench.state()).isEqualTo(RegistrationState.UNREGISTERED);
        assertThat(bench.reported()).isEqualTo(new RegistrationOutcome.Removed());
        assertThat(bench.registration.phase().deadline()).isEmpty();
    }

    @Test
    void aRemovalThatIsNotConfirmedEndsAndSaysSo() {
        bench.registered().wantsNothing();
        for (int i = 0; i < 4; i++) {
            assertThat(bench.state()).isEqualTo(RegistrationState.UNREGISTERING);
            bench.admitted().timedOut();
        }
        assertThat(bench.state()).isEqualTo(RegistrationState.UNREGISTERED);
        assertThat(bench.failure().code()).isEqualTo("removal_unconfirmed");
    }

    @Test
    void aRemovalDoesNotWaitForEver() {
        bench.registered().wantsNothing().on(new RegistrationEvent.TargetDown());
        assertThat(bench.timerSet()).isEqualTo(Duration.ofMinutes(1));
        bench.timer();

        assertThat(bench.state()).isEqualTo(RegistrationState.UNREGISTERED);
        assertThat(bench.has(RegistrationEffect.Withdraw.class)).isTrue();
    }

    @Test
    void aLineThatMayBeBoundAfterATimeoutIsRemovedThere() {
        bench.wants(account()).located(FIRST).admitted().timedOut().wantsNothing();

        assertThat(bench.effects).contains(new RegistrationEffect.Enqueue(FIRST, true));
        bench.admitted();
        assertThat(bench.sent().expires()).isEqualTo(Duration.ZERO);
    }

    @Test
    void aLineThatNeverGotThroughIsSimplyForgotten() {
        bench.wants(account()).located(FIRST).wantsNothing();

        assertThat(bench.state()).isEqualTo(RegistrationState.UNREGISTERED);
        assertThat(bench.has(RegistrationEffect.Withdraw.class)).isTrue();
        assertThat(bench.has(RegistrationEffect.Send.class)).isFalse();
    }

    /** RFC 3261 10.2: one REGISTER at a time. */
    @Test
    void changesWaitForTheRegisterInFlight() {
        bench.sending().wantsNothing();
        assertThat(bench.effects).isEmpty();
        assertThat(bench.registration.inFlight()).isTrue();

        bench.answered(granted(600));
        assertThat(bench.state()).isEqualTo(RegistrationState.UNREGISTERING);
        bench.wants(account());
        assertThat(bench.state()).isEqualTo(RegistrationState.UNREGISTERING);
        bench.admitted().answered(response(200));
        assertThat(bench.state()).isEqualTo(RegistrationState.LOCATING);
    }

    @Test
    void aNewPasswordIsTriedAtOnceWithoutOldNonces() {
        bench.registered().wants(new Account(line("101t", "new"), pbx()));
        assertThat(bench.state()).isEqualTo(RegistrationState.REFRESHING);
        bench.admitted();

        assertThat(bench.sent().authorizations()).isEmpty();
    }

    @Test
    void anotherExpiryRefreshesAtOnce() {
        bench.registered()
                .wants(new Account(
                        line("101t", "secret"),
                        pbx("abc.service", Optional.of("proxy.example.net"), Duration.ofHours(1))));
        bench.admitted();

        assertThat(bench.sent().expires()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void anotherProxyIsLocatedAndRegisteredWithTheBindingKept() {
        bench.registered()
                .wants(new Account(
                        line("101t", "secret"),
                        pbx("abc.service", Optional.of("other.example.net"), Duration.ofMinutes(10))));
        assertThat(bench.state()).isEqualTo(RegistrationState.LOCATING);
        assertThat(bench.registration.phase().binding()).isPresent();
        bench.located(SECOND).admitted();
        assertThat(bench.sent().outboundProxy()).contains("other.example.net");
    }

    @Test
    void anotherAddressOfRecordRemovesTheOldBindingFirst() {
        Account other = new Account(line("102t", "secret"), pbx());
        bench.registered().wants(other);
        assertThat(bench.state()).isEqualTo(RegistrationState.UNREGISTERING);
        bench.admitted();
        assertThat(bench.sent().aor()).isEqualTo("101t@abc.service");
        bench.answered(response(200));
        assertThat(bench.effects).contains(new RegistrationEffect.Locate(other));
        bench.located(FIRST).admitted();
        assertThat(bench.sent().aor()).isEqualTo("102t@abc.service");
    }

    @Test
    void settingsThatDoNotMatterChangeNothing() {
        bench.registered();
        Phase before = bench.registration.phase();
        bench.wants(account());

        assertThat(bench.effects).isEmpty();
        assertThat(bench.registration.phase()).isEqualTo(before);
    }
}
