package org.linekeeper.registration.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.registration.machine.Examples.challenge;
import static org.linekeeper.registration.machine.Examples.challenged;
import static org.linekeeper.registration.machine.Examples.granted;
import static org.linekeeper.registration.machine.Examples.response;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.linekeeper.event.RegistrationState;
import org.linekeeper.sip.auth.DigestAlgorithm;
import org.linekeeper.sip.auth.DigestChallenge;

/** Whether a refusal is one of the credentials. */
final class DoubtsTest {
    private final Bench bench = new Bench();

    /**
     * RFC 3261 22.1 forbids to try again "with the credentials that have just been rejected": a registrar that takes a retransmission
     * for a replay has rejected none, and its 200 to the first one was lost.
     */
    @Test
    void aRetransmittedAnswerThatIsChallengedAnewIsGivenOnceMore() {
        bench.sending()
                .answered(challenged(challenge("n1", false)))
                .answeredAfterRetransmission(challenged(challenge("n2", false)));
        assertThat(bench.state()).isEqualTo(RegistrationState.REGISTERING);
        assertThat(bench.sent().authorizations()).singleElement().satisfies(given -> assertThat(given.value())
                .contains("nonce=\"n2\"", "nc=00000001"));

        bench.answered(granted(600));
        assertThat(bench.state()).isEqualTo(RegistrationState.REGISTERED);
    }

    @Test
    void aSecondLostAnswerIsFollowedByAPauseNotByARejection() {
        twiceRefused();
        assertThat(bench.state()).isEqualTo(RegistrationState.BACKING_OFF);
        assertThat(bench.failure().code()).isEqualTo("credentials_unclear");
        assertThat(bench.timerSet()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));

        bench.timer().located(Examples.FIRST).admitted();
        assertThat(bench.sent().authorizations()).isEmpty();
        bench.answered(challenged(challenge("n4", false))).answered(granted(600));
        assertThat(bench.state()).isEqualTo(RegistrationState.REGISTERED);
    }

    /** RFC 3261 22.1: "MUST NOT re-attempt requests with the credentials that have just been rejected". */
    @Test
    void aPasswordThatIsRefusedAgainAfterThePauseIsWrongWhateverWasRetransmitted() {
        twiceRefused();
        bench.doubted = true;
        bench.timer()
                .located(Examples.FIRST)
                .admitted()
                .answered(challenged(challenge("n4", false)))
                .answeredAfterRetransmission(challenged(challenge("n5", false)))
                .answeredAfterRetransmission(challenged(challenge("n6", false)));

        assertThat(bench.state()).isEqualTo(RegistrationState.REJECTED);
        assertThat(bench.failure().code()).isEqualTo("wrong_password");
    }

    /** What loses packets loses whole rounds too: those before do not make the refusal any clearer. */
    @Test
    void aRoundThatFailedOtherwiseDoesNotMakeARefusalClear() {
        bench.sending().answered(response(500));
        bench.timer().located(Examples.FIRST).admitted();
        refusedTwice();

        assertThat(bench.state()).isEqualTo(RegistrationState.BACKING_OFF);
        assertThat(bench.failure().code()).isEqualTo("credentials_unclear");
    }

    /** A PBX that answers slowly has everything retransmitted: a wrong password would be given four times instead of twice. */
    @Test
    void whatWasRefusedBeforeGetsNoSecondAttemptWhateverWasRetransmitted() {
        bench.sending().answered(challenged(challenge("n1", false))).answered(challenged(challenge("n2", false)));
        assertThat(bench.state()).isEqualTo(RegistrationState.REJECTED);

        bench.refusals = 1;
        bench.timer().located(Examples.FIRST).admitted();
        refusedTwice();

        assertThat(bench.state()).isEqualTo(RegistrationState.REJECTED);
        assertThat(bench.failure().code()).isEqualTo("wrong_password");
    }

    private void twiceRefused() {
        bench.sending();
        refusedTwice();
    }

    private void refusedTwice() {
        bench.answered(challenged(challenge("n1", false)))
                .answeredAfterRetransmission(challenged(challenge("n2", false)))
                .answeredAfterRetransmission(challenged(challenge("n3", false)));
    }

    @Test
    void a403ToARetransmissionIsAskedForAnotherChallengeOnce() {
        bench.sending().answered(challenged(challenge("n1", false))).answeredAfterRetransmission(response(403));
        assertThat(bench.state()).isEqualTo(RegistrationState.REGISTERING);
        assertThat(bench.sent().authorizations()).isEmpty();
        bench.answered(challenged(challenge("n2", false))).answered(granted(600));
        assertThat(bench.state()).isEqualTo(RegistrationState.REGISTERED);
    }

    /** No credentials were shown, so none can have been taken for a replay. */
    @Test
    void a403ToARequestWithoutCredentialsIsBelievedHoweverOftenThatWasSent() {
        bench.sending().answeredAfterRetransmission(response(403));
        assertThat(bench.has(RegistrationEffect.Send.class)).isFalse();
        assertThat(bench.state()).isEqualTo(RegistrationState.REJECTED);
    }

    @Test
    void a403ToWhatWasSentOnceIsBelieved() {
        bench.sending()
                .answered(challenged(challenge("n1", false)))
                .answeredAfterRetransmission(response(403))
                .answered(challenged(challenge("n2", false)))
                .answered(response(403));
        assertThat(bench.state()).isEqualTo(RegistrationState.REJECTED);
        assertThat(bench.failure().code()).isEqualTo("forbidden");
    }

    @Test
    void theAdviceTellsOfAnotherRealm() {
        DigestChallenge other = new DigestChallenge(
                DigestChallenge.Source.PROXY, "elsewhere", "n9", Optional.empty(), DigestAlgorithm.MD5, true, false);
        bench.registered().timer().admitted().answered(challenged(other)).answered(challenged(other));

        assertThat(bench.failure().code()).isEqualTo("wrong_password");
        assertThat(bench.failure().advice()).contains("realm \"elsewhere\" now, before it was \"pbx\"");
    }

    @Test
    void theAdviceIsSilentOfTheUsualRealm() {
        bench.sending().answered(challenged(challenge("n1", false))).answered(challenged(challenge("n2", false)));
        assertThat(bench.failure().advice()).doesNotContain("realm");
    }

    /** A replay gets another nonce: the same one again has judged the credentials. */
    @Test
    void theSameNonceAgainMeansAWrongPasswordWhateverWasRetransmitted() {
        bench.sending()
                .answered(challenged(challenge("n1", false)))
                .answeredAfterRetransmission(challenged(challenge("n1", false)));

        assertThat(bench.state()).isEqualTo(RegistrationState.REJECTED);
    }
}
