package org.linekeeper.registration.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.registration.machine.Examples.FIRST;
import static org.linekeeper.registration.machine.Examples.challenge;
import static org.linekeeper.registration.machine.Examples.challenged;
import static org.linekeeper.registration.machine.Examples.granted;
import static org.linekeeper.registration.machine.Examples.response;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.linekeeper.event.RegistrationState;

/** Challenges and nonces. */
final class MachineChallengesTest {
    private final Bench bench = new Bench();

    /** RFC 3261 22.2: the challenge is answered; 10.2.4: same Call-ID, CSeq one higher. */
    @Test
    void aChallengeIsAnsweredAtOnce() {
        bench.sending().answered(challenged(challenge("n1", false)));

        assertThat(bench.state()).isEqualTo(RegistrationState.REGISTERING);
        assertThat(bench.sent().cseq()).isEqualTo(2);
        assertThat(bench.sent().authorizations()).singleElement().satisfies(authorization -> assertThat(
                        authorization.value())
                .contains("username=\"101t\"", "nonce=\"n1\"", "nc=00000001", "uri=\"sip:abc.service\""));
    }

    /** RFC 3261 22.1: "MUST NOT re-attempt requests with the credentials that have just been rejected". */
    @Test
    void aSecondChallengeOfTheSameRealmMeansAWrongPassword() {
        bench.sending().answered(challenged(challenge("n1", false))).answered(challenged(challenge("n2", false)));

        assertThat(bench.state()).isEqualTo(RegistrationState.REJECTED);
        assertThat(bench.failure().code()).isEqualTo("wrong_password");
        assertThat(bench.failure().advice()).contains("101t@abc.service").doesNotContain("secret");
        assertThat(bench.has(RegistrationEffect.Send.class)).isFalse();
        assertThat(bench.timerSet()).isBetween(Duration.ofHours(1), Duration.ofMinutes(73));
    }

    /** RFC 7616 3.3: stale "indicates that the previous request from the client was rejected because the nonce value was stale". */
    @Test
    void aStaleNonceIsNoFailure() {
        bench.sending().answered(challenged(challenge("n1", false))).answered(challenged(challenge("n2", true)));

        assertThat(bench.sent().authorizations().get(0).value()).contains("nonce=\"n2\"");
    }

    @Test
    void staleForEverEndsInBackOff() {
        bench.sending();
        int sent = 1;
        for (int i = 0; i < 20 && bench.state() == RegistrationState.REGISTERING; i++) {
            bench.answered(challenged(challenge("n" + i, true)));
            sent += bench.has(RegistrationEffect.Send.class) ? 1 : 0;
        }

        assertThat(bench.state()).isEqualTo(RegistrationState.BACKING_OFF);
        assertThat(bench.failure().code()).isEqualTo("challenge_loop");
        assertThat(sent).isLessThanOrEqualTo(6);
    }

    @Test
    void aProxyAndARegistrarMayBothChallenge() {
        var registrar = new org.linekeeper.sip.auth.DigestChallenge(
                org.linekeeper.sip.auth.DigestChallenge.Source.USER_AGENT_SERVER,
                "pbx",
                "w",
                Optional.empty(),
                org.linekeeper.sip.auth.DigestAlgorithm.MD5,
                true,
                false);
        bench.sending().answered(challenged(challenge("n1", false))).answered(challenged(registrar));

        assertThat(bench.sent().authorizations())
                .extracting(org.linekeeper.sip.auth.Authorization::name)
                .containsExactly("Proxy-Authorization", "Authorization");
    }

    @Test
    void aChallengeThatCannotBeAnsweredIsRejected() {
        bench.sending().answered(challenged());

        assertThat(bench.failure().code()).isEqualTo("unsupported_challenge");
    }

    @Test
    void aRefreshReusesTheNonceAtTheSameTarget() {
        bench.registered().timer();
        assertThat(bench.state()).isEqualTo(RegistrationState.REFRESHING);
        assertThat(bench.effects)
                .startsWith(new RegistrationEffect.Enqueue(FIRST, true))
                .hasSize(2);

        bench.admitted();
        assertThat(bench.sent().authorizations().get(0).value()).contains("nonce=\"n1\"", "nc=00000002");
        assertThat(bench.sent().cseq()).isEqualTo(3);
        bench.answered(granted(600));
        assertThat(bench.state()).isEqualTo(RegistrationState.REGISTERED);
    }

    @Test
    void aNonceThatIsNotTakenAgainIsNoWrongPassword() {
        bench.registered().timer().admitted().answered(challenged(challenge("n2", false)));

        assertThat(bench.state()).isEqualTo(RegistrationState.REFRESHING);
        assertThat(bench.sent().authorizations().get(0).value()).contains("nonce=\"n2\"", "nc=00000001");
        bench.answered(challenged(challenge("n3", false)));
        assertThat(bench.state()).isEqualTo(RegistrationState.REJECTED);
    }

    @Test
    void a403ToReusedCredentialsIsTriedOnceWithout() {
        bench.registered().timer().admitted().answered(response(403));
        assertThat(bench.sent().authorizations()).isEmpty();
        bench.answered(challenged(challenge("n2", false)));
        assertThat(bench.sent().authorizations()).hasSize(1);
        bench.answered(response(403));

        assertThat(bench.state()).isEqualTo(RegistrationState.REJECTED);
        assertThat(bench.failure().code()).isEqualTo("forbidden");
    }

    @Test
    void nextnonceIsUsedFromOneAgain() {
        bench.sending().answered(challenged(challenge("n1", false)));
        bench.answered(new org.linekeeper.sip.register.RegisterResponse(
                200,
                "OK",
                Optional.of(Duration.ofMinutes(10)),
                java.util.List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("next"),
                java.util.List.of("<sip:sr;lr>"),
                Optional.empty()));
        assertThat(bench.registration.phase().binding().orElseThrow().serviceRoute())
                .containsExactly("<sip:sr;lr>");

        bench.timer().admitted();
        assertThat(bench.sent().authorizations().get(0).value()).contains("nonce=\"next\"", "nc=00000001");
    }
}
