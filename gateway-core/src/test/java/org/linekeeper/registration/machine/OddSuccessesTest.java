package org.linekeeper.registration.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.registration.machine.Examples.challenge;
import static org.linekeeper.registration.machine.Examples.challenged;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.linekeeper.dns.DnsLookup;
import org.linekeeper.dns.ServerName;
import org.linekeeper.event.RegistrationState;
import org.linekeeper.sip.auth.DigestAlgorithm;
import org.linekeeper.sip.auth.DigestChallenge;
import org.linekeeper.sip.register.Register;
import org.linekeeper.sip.register.RegisterResponse;

/** Answers that are no refusal and yet not what was asked for. */
final class OddSuccessesTest {
    private final Bench bench = new Bench();

    /** RFC 3261 10.2.3: a contact that is listed with nothing left is no binding; the bindings are asked for. */
    @Test
    void contactWithNothingLeftIsNotBound() {
        bench.sending().answered(Examples.granted(0));
        assertThat(bench.state()).isEqualTo(RegistrationState.REGISTERING);
        assertThat(bench.sent().asking()).isEqualTo(Register.Asking.LIST);
    }

    /** RFC 7616 3.5: of two nonces in use it is the registrar's that is replaced, whoever challenged last. */
    @Test
    void nextNonceIsThatOfTheRegistrar() {
        bench.sending()
                .answered(challenged(new DigestChallenge(
                        DigestChallenge.Source.USER_AGENT_SERVER,
                        "registrar",
                        "r1",
                        Optional.empty(),
                        DigestAlgorithm.MD5,
                        true,
                        false)))
                .answered(challenged(challenge("p1", false)))
                .answered(response(200, Optional.of(Duration.ofMinutes(10)), Optional.of("r2"), List.of()));
        assertThat(bench.registration.sessions())
                .extracting(session -> session.challenge().nonce())
                .containsExactlyInAnyOrder("p1", "r2");
    }

    /** A binding is removed where it is, not where a redirection leads. */
    @Test
    void removalThatIsRedirectedIsGivenUp() {
        ServerName elsewhere =
                new ServerName("elsewhere.example", OptionalInt.empty(), Optional.empty(), DnsLookup.AUTO);
        bench.registered()
                .wantsNothing()
                .admitted()
                .answered(response(302, Optional.empty(), Optional.empty(), List.of(elsewhere)));
        assertThat(bench.state()).isEqualTo(RegistrationState.UNREGISTERED);
        assertThat(bench.has(RegistrationEffect.Locate.class)).isFalse();
    }

    private static RegisterResponse response(
            int status, Optional<Duration> granted, Optional<String> nextNonce, List<ServerName> redirects) {
        return new RegisterResponse(
                status,
                "Reason",
                granted,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                nextNonce,
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                redirects);
    }
}
