package org.linekeeper.registration.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.registration.machine.Examples.FIRST;
import static org.linekeeper.registration.machine.Examples.challenge;
import static org.linekeeper.registration.machine.Examples.challenged;
import static org.linekeeper.registration.machine.Examples.granted;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.model.RegistrationOptions;
import org.linekeeper.config.model.RegistrationOptions.Use;
import org.linekeeper.event.RegistrationState;
import org.linekeeper.sip.auth.DigestClient;
import org.linekeeper.sip.register.RegisterOutcome;

/** What the settings of a PBX say of the way its lines register. */
final class RegistrationOptionsObeyedTest {
    private final Bench bench = new Bench();

    private static Account account(Optional<String> realm, Use preemptiveAuth, Use outbound) {
        return new Account(
                Examples.line("101t", "secret"),
                Examples.pbx().with(new RegistrationOptions(realm, preemptiveAuth, outbound, false)));
    }

    private Bench sending(Account account) {
        return bench.wants(account).located(FIRST, Examples.SECOND).admitted();
    }

    /** RFC 3261 22.1: the realm "alone defines the protection domain". The tests' PBX challenges in the realm "pbx". */
    @Test
    void onlyThePinnedRealmIsAnswered() {
        sending(account(Optional.of("other"), Use.AUTO, Use.AUTO)).answered(challenged(challenge("n1", false)));

        assertThat(bench.has(RegistrationEffect.Send.class)).isFalse();
        assertThat(bench.state()).isEqualTo(RegistrationState.BACKING_OFF);
        assertThat(bench.failure().code()).isEqualTo("realm_refused");
        assertThat(bench.failure().advice()).contains("\"pbx\"", "registration.realm");

        bench.wants(account(Optional.of("pbx"), Use.AUTO, Use.AUTO));
        assertThat(bench.state()).as("a corrected realm is tried at once").isEqualTo(RegistrationState.LOCATING);
        bench.located(FIRST).admitted().answered(challenged(challenge("n1", false)));
        assertThat(bench.sent().authorizations()).hasSize(1);
    }

    @Test
    void noCredentialsGoOutUnaskedWhereThatIsOff() {
        sending(account(Optional.empty(), Use.OFF, Use.AUTO))
                .answered(challenged(challenge("n1", false)))
                .answered(granted(600))
                .timer()
                .admitted();
        assertThat(bench.sent().authorizations()).isEmpty();

        bench.answered(challenged(challenge("n2", false)));
        assertThat(bench.sent().authorizations()).hasSize(1);
    }

    @Test
    void noInstanceIsShownWhereThatIsOff() {
        sending(account(Optional.empty(), Use.AUTO, Use.OFF));
        assertThat(bench.sent().outbound()).isFalse();
        assertThat(bench.sent().path()).isTrue();
        bench.answered(granted(600));

        bench.wants(account(Optional.empty(), Use.AUTO, Use.AUTO));
        assertThat(bench.state()).as("another Contact is shown at once").isEqualTo(RegistrationState.REFRESHING);
        assertThat(bench.admitted().sent().outbound()).isTrue();
    }

    @Test
    void aTrialAnswersThePinnedRealmOnly() {
        TrialMachine machine = new TrialMachine(new DigestClient(() -> "cnonce"));
        TrialMove.Send first = (TrialMove.Send) machine.begin(
                account(Optional.of("other"), Use.AUTO, Use.AUTO), new LineIdentity(1, 2), List.of(FIRST));
        TrialMove next =
                machine.on(first.next(), new RegisterOutcome.Answered(challenged(challenge("n1", false)), false));

        assertThat(next).isInstanceOfSatisfying(TrialMove.Ended.class, ended -> assertThat(
                        ended.verdict().code())
                .isEqualTo("realm_refused"));
    }

    @Test
    void optionsThatSayNothingCostNothing() {
        Circumstances usual = new Circumstances(bench.now, Duration.ZERO, PbxTrait.USUAL);
        assertThat(usual.within(RegistrationOptions.NONE)).isSameAs(usual);
    }
}
