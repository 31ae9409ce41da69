package org.linekeeper.registration.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.registration.machine.Examples.account;
import static org.linekeeper.registration.machine.Examples.challenge;
import static org.linekeeper.registration.machine.Examples.challenged;
import static org.linekeeper.registration.machine.Examples.response;
import static org.linekeeper.registration.machine.Examples.tooBrief;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.event.RegistrationState;
import org.linekeeper.sip.auth.DigestAlgorithm;
import org.linekeeper.sip.auth.DigestChallenge;
import org.linekeeper.sip.register.RegisterResponse;

/** What a PBX asks for is obeyed within limits, and never turns a removal into a registration. */
final class RemovalAnswersTest {
    private final Bench bench = new Bench();

    @ParameterizedTest
    @ValueSource(ints = {413, 423, 513})
    void refusedRemovalIsNotMadeInAnotherWay(int status) {
        RegisterResponse refusal = status == 423 ? tooBrief(3_600) : response(status);
        bench.registered().wantsNothing().admitted().answered(refusal);
        assertThat(bench.state()).isEqualTo(RegistrationState.UNREGISTERED);
        assertThat(bench.has(RegistrationEffect.Send.class)).isFalse();
        assertThat(bench.has(RegistrationEffect.Enqueue.class)).isFalse();
    }

    @Test
    void bindingThatHasEndedMeanwhileIsNotRemovedAgain() {
        bench.registered().wantsNothing().admitted();
        bench.now = bench.now.plus(Duration.ofSeconds(601));
        bench.timedOut();
        assertThat(bench.state()).isEqualTo(RegistrationState.UNREGISTERED);
    }

    /** What is lost with the removal of a binding is no sign that there is another one. */
    @Test
    void unansweredRemovalLeavesNoDoubt() {
        bench.registered().wantsNothing();
        for (int i = 0; i < 4; i++) {
            bench.admitted().timedOut();
        }
        assertThat(bench.state()).isEqualTo(RegistrationState.UNREGISTERED);
        bench.wants(account()).wantsNothing();
        assertThat(bench.state()).isEqualTo(RegistrationState.UNREGISTERED);
    }

    /** A PBX that does not know the line holds no binding of it. */
    @Test
    void refusalEndsTheDoubtThatATimeoutLeft() {
        bench.sending().timedOut().admitted().answered(response(404));
        assertThat(bench.state()).isEqualTo(RegistrationState.REJECTED);
        bench.wantsNothing();
        assertThat(bench.state()).isEqualTo(RegistrationState.UNREGISTERED);
    }

    /** RFC 3261 10.2.8: asking for the same once more would be refused once more. */
    @Test
    void minimumThatWasAskedForAlreadyIsNoWayOut() {
        bench.sending().answered(tooBrief(600));
        assertThat(bench.state()).isEqualTo(RegistrationState.BACKING_OFF);
        assertThat(bench.has(RegistrationEffect.LearnedMinExpires.class)).isFalse();
    }

    @Test
    void optionTagsAreNotChangedAfterTooManyRounds() {
        bench.sending();
        for (int i = 0; i < 5; i++) {
            bench.answered(challenged(inRealm("realm" + i)));
            assertThat(bench.has(RegistrationEffect.Send.class)).isTrue();
        }
        bench.answered(response(420));
        assertThat(bench.state()).isEqualTo(RegistrationState.BACKING_OFF);
    }

    /** Two realms, of which one has just challenged anew: the 403 is to credentials that were asked for. */
    @Test
    void forbiddenAfterAFreshChallengeIsBelievedWhateverElseWasReused() {
        DigestChallenge proxy = challenge("p1", false);
        bench.sending().answered(challenged(proxy, registrar("r1", false)));
        bench.answered(Examples.granted(600)).timer().admitted();
        assertThat(bench.sent().authorizations()).hasSize(2);
        bench.answered(challenged(registrar("r2", true)));
        assertThat(bench.sent().authorizations()).hasSize(2);
        bench.answered(response(403));
        assertThat(bench.state()).isEqualTo(RegistrationState.REJECTED);
    }

    private static DigestChallenge inRealm(String realm) {
        DigestChallenge usual = challenge("n", false);
        return new DigestChallenge(usual.source(), realm, "n", Optional.empty(), DigestAlgorithm.MD5, true, false);
    }

    private static DigestChallenge registrar(String nonce, boolean stale) {
        DigestChallenge usual = challenge(nonce, stale);
        DigestChallenge.Source other = List.of(DigestChallenge.Source.values()).stream()
                .filter(source -> source != usual.source())
                .findFirst()
                .orElseThrow();
        return new DigestChallenge(other, "another", nonce, Optional.empty(), DigestAlgorithm.MD5, true, stale);
    }
}
