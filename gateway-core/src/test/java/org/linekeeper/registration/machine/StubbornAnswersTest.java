package org.linekeeper.registration.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.registration.machine.Examples.challenge;
import static org.linekeeper.registration.machine.Examples.challenged;
import static org.linekeeper.registration.machine.Examples.granted;
import static org.linekeeper.registration.machine.Examples.response;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.linekeeper.config.model.PbxType;
import org.linekeeper.event.RegistrationState;

/** Registrars that refuse without saying what they want. */
final class StubbornAnswersTest {
    private final Bench bench = new Bench();

    /** RFC 3261 21.4.17 wants a Min-Expires in a 423; where it is missing an hour is tried, once. */
    @Test
    void a423WithoutMinExpiresIsFollowedByAnHour() {
        bench.sending().answered(response(423));

        assertThat(bench.sent().expires()).isEqualTo(Duration.ofHours(1));
        assertThat(bench.has(RegistrationEffect.LearnedMinExpires.class)).isFalse();

        bench.answered(response(423));
        assertThat(bench.state()).isEqualTo(RegistrationState.BACKING_OFF);
        assertThat(bench.failure().code()).isEqualTo("interval_refused");
    }

    @Test
    void theHourIsRememberedWhenItWasTaken() {
        bench.sending().answered(response(423)).answered(granted(3_600));

        assertThat(bench.state()).isEqualTo(RegistrationState.REGISTERED);
        assertThat(bench.only(RegistrationEffect.LearnedMinExpires.class).minimum())
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void whoAsksForAnHourAlreadyDoesNotAskForAnotherOne() {
        bench.minExpires = Duration.ofHours(1);
        bench.sending().answered(response(423));

        assertThat(bench.state()).isEqualTo(RegistrationState.BACKING_OFF);
    }

    @Test
    void whatMinExpiresSaidIsLearnedOnce() {
        bench.sending().answered(Examples.tooBrief(1_800));
        assertThat(bench.has(RegistrationEffect.LearnedMinExpires.class)).isTrue();

        bench.minExpires = Duration.ofMinutes(30);
        bench.answered(granted(1_800));
        assertThat(bench.has(RegistrationEffect.LearnedMinExpires.class)).isFalse();
    }

    /** A nonce that is used within a round trip and is stale then will be stale the next time too. */
    @Test
    void aNonceThatIsStaleAgainAndAgainIsAnsweredTwice() {
        bench.sending().answered(challenged(challenge("n1", false))).answered(challenged(challenge("n2", true)));
        assertThat(bench.sent().authorizations().get(0).value()).contains("nonce=\"n2\"");

        bench.answered(challenged(challenge("n3", true)));
        assertThat(bench.state()).isEqualTo(RegistrationState.BACKING_OFF);
        assertThat(bench.failure().code()).isEqualTo("challenge_loop");
    }

    /** A registrar that counts nonces takes a retransmission for a replay and calls it stale. */
    @Test
    void staleAfterARetransmissionIsAnsweredOnceMore() {
        bench.sending().answered(challenged(challenge("n1", false)));
        bench.answeredAfterRetransmission(challenged(challenge("n2", true)));
        bench.answeredAfterRetransmission(challenged(challenge("n3", true)));

        assertThat(bench.sent().authorizations().get(0).value()).contains("nonce=\"n3\"");
    }

    /** RFC 3329 2.3.1: 494 asks for a security agreement, which cannot be given. */
    @Test
    void aSecurityAgreementIsNotTriedAgain() {
        bench.sending().answered(response(494));

        assertThat(bench.state()).isEqualTo(RegistrationState.REJECTED);
        assertThat(bench.failure().advice()).contains("sec-agree");
    }

    @ParameterizedTest
    @EnumSource(PbxType.class)
    void a403NamesWhatTheFamilyOfThePbxMeansByIt(PbxType type) {
        assertThat(ForbiddenCauses.of(type)).isNotBlank().doesNotEndWith(".");
        bench.sending().answered(response(403));
        assertThat(bench.failure().advice()).contains("locked domain", "user agents");
    }
}
