package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.linekeeper.call.machine.LegFailure;
import org.linekeeper.call.machine.Refusal;

class FailureCodesTest {
    private static LegFailure rejected(int status) {
        return new LegFailure(
                LegFailure.Kind.REJECTED,
                status,
                "Phrase",
                Optional.of(Duration.ofSeconds(5)),
                List.of("Q.850;cause=17"));
    }

    @ParameterizedTest
    @CsvSource({
        "486, 486, 486",
        "480, 480, 480",
        "404, 404, 404",
        "603, 603, 603",
        "488, 488, 488",
        "503, 503, 480",
        "504, 504, 480",
        "408, 408, 480",
        "302, 480, 480",
        "401, 403, 403",
        "407, 403, 403",
        "420, 500, 500",
        "400, 500, 500",
        "500, 500, 500"
    })
    void codesPassButForThoseOfOurOwnHop(int status, int toTeams, int toPbx) {
        assertThat(FailureCodes.towardsTeams().refusal(rejected(status)).status())
                .isEqualTo(toTeams);
        assertThat(FailureCodes.towardsPbx().refusal(rejected(status)).status()).isEqualTo(toPbx);
    }

    @Test
    void changedCodeGoesAlongInAReason() {
        Refusal refusal = FailureCodes.towardsPbx().refusal(rejected(503));
        assertThat(refusal.reasons()).containsExactly("Q.850;cause=17", "SIP;cause=503");
        assertThat(refusal.retryAfter()).isEmpty();
        assertThat(FailureCodes.towardsTeams().refusal(rejected(503)).retryAfter())
                .contains(Duration.ofSeconds(5));
    }

    /** It hears what its own side says, not what another side is told of it. */
    @ParameterizedTest
    @CsvSource({"302", "400", "481", "408", "503", "504"})
    void aTransferorIsToldTheStatusItself(int status) {
        assertThat(FailureCodes.towardsTransferor().refusal(rejected(status)).status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"UNANSWERED, 408", "UNSENT, 503", "NOT_LOCATED, 503", "NO_ANSWER, 480", "CHALLENGED, 403"})
    void aTransferorIsToldOfSilence(LegFailure.Kind kind, int status) {
        LegFailure failure = new LegFailure(kind, 0, "", Optional.empty(), List.of());
        assertThat(FailureCodes.towardsTransferor().refusal(failure).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "UNANSWERED, 504, 480",
        "UNSENT, 503, 480",
        "NOT_LOCATED, 503, 480",
        "NO_ANSWER, 480, 480",
        "CHALLENGED, 403, 480"
    })
    void teamsTriesAnotherSbcOnlyWhereThatMayHelp(LegFailure.Kind kind, int toTeams, int toPbx) {
        LegFailure failure = new LegFailure(kind, 0, "", Optional.empty(), List.of());
        assertThat(FailureCodes.towardsTeams().refusal(failure).status()).isEqualTo(toTeams);
        assertThat(FailureCodes.towardsPbx().refusal(failure).status()).isEqualTo(toPbx);
    }
}
