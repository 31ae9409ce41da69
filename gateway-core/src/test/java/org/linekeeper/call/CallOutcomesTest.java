package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.linekeeper.call.machine.Ending;
import org.linekeeper.call.machine.LegFailure;
import org.linekeeper.call.machine.Refusal;
import org.linekeeper.call.machine.Release;
import org.linekeeper.call.machine.Side;
import org.linekeeper.event.CallDirection;
import org.linekeeper.event.CallOutcome;

class CallOutcomesTest {
    private static CallOutcome failed(LegFailure.Kind kind, int status) {
        LegFailure failure = new LegFailure(kind, status, "Phrase", Optional.empty(), List.of());
        return CallOutcomes.of(new Ending.NotReached(failure, Refusal.of(480, "No")), CallDirection.TEAMS_TO_PBX);
    }

    @ParameterizedTest
    @CsvSource({
        "486, busy, 17",
        "600, busy, 17",
        "603, declined, 21",
        "480, no_answer, 19",
        "404, not_found, 1",
        "403, forbidden, 21",
        "488, media_refused, 65",
        "503, overloaded, 41",
        "500, rejected, 31"
    })
    void rejectionsHaveStableNames(int status, String code, int q850) {
        CallOutcome outcome = failed(LegFailure.Kind.REJECTED, status);
        assertThat(outcome.code()).isEqualTo(code);
        assertThat(outcome.sipCode()).isEqualTo(status);
        assertThat(outcome.q850()).isEqualTo(q850);
        assertThat(((CallOutcome.Failed) outcome).leg()).isEqualTo(CallOutcome.Leg.PBX);
    }

    @ParameterizedTest
    @EnumSource(LegFailure.Kind.class)
    void everyFailureSaysWhatHappened(LegFailure.Kind kind) {
        assertThat(failed(kind, 500).advice()).isNotBlank();
    }

    @Test
    void theLegIsNamedByTheDirection() {
        Ending broken = new Ending.Broken(Side.CALLER, Release.Kind.NO_ACK);
        assertThat(((CallOutcome.Failed) CallOutcomes.of(broken, CallDirection.PBX_TO_TEAMS)).leg())
                .isEqualTo(CallOutcome.Leg.PBX);
        assertThat(((CallOutcome.Failed) CallOutcomes.of(broken, CallDirection.TEAMS_TO_PBX)).leg())
                .isEqualTo(CallOutcome.Leg.TEAMS);
    }

    @Test
    void endsOfAnsweredCallsSayWho() {
        assertThat(CallOutcomes.of(new Ending.HungUp(Side.CALLEE), CallDirection.PBX_TO_TEAMS))
                .isEqualTo(new CallOutcome.Completed(CallOutcome.Party.CALLEE));
        assertThat(CallOutcomes.of(new Ending.Stopped(true), CallDirection.PBX_TO_TEAMS))
                .isEqualTo(new CallOutcome.Completed(CallOutcome.Party.GATEWAY));
        assertThat(CallOutcomes.of(new Ending.Stopped(false), CallDirection.PBX_TO_TEAMS)
                        .code())
                .isEqualTo("stopping");
        assertThat(CallOutcomes.of(new Ending.GivenUp(), CallDirection.PBX_TO_TEAMS))
                .isEqualTo(new CallOutcome.Cancelled());
    }
}
