package org.linekeeper.call.peer.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.linekeeper.call.peer.machine.HealthMachine.Step;
import org.linekeeper.call.peer.machine.ProbeResult.Answered;

class HealthMachineTest {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final HealthMachine machine = new HealthMachine(new HealthRules(MINUTE, 2));
    private Instant now = START;
    private PeerHealth health = PeerHealth.untried(START);

    private Step after(ProbeResult result) {
        now = now.plus(MINUTE);
        Step step = machine.on(health, result, now);
        health = step.health();
        return step;
    }

    private static Answered answer(int status) {
        return new Answered(status, "Words", Optional.empty());
    }

    @Test
    void firstAnswerPromotesAndLaterOnesChangeNothing() {
        Step first = after(answer(200));
        assertThat(first.changed()).isTrue();
        assertThat(first.health().state()).isEqualTo(PeerState.UP);
        assertThat(first.pause()).isEqualTo(MINUTE);
        assertThat(first.demoteFor()).isZero();
        Instant since = health.since();
        Step second = after(answer(404));
        assertThat(second.changed()).isFalse();
        assertThat(health.since()).isEqualTo(since);
        assertThat(health.lastAnswer()).hasValue(new PeerHealth.LastAnswer(now, 404, "Words"));
    }

    /** Silence is forgiven to a peer that is up. */
    @Test
    void whoIsDownStaysDemotedWhenSilent() {
        HealthMachine patient = new HealthMachine(new HealthRules(MINUTE, 5));
        PeerHealth down =
                patient.on(health, new ProbeResult.Unreachable("refused"), now).health();
        Step silent = patient.on(down, new ProbeResult.Silent(), now);
        assertThat(silent.health().state()).isEqualTo(PeerState.DOWN);
        assertThat(silent.demoteFor()).isGreaterThan(MINUTE);
    }

    @Test
    void oneSilenceIsForgivenTheSecondDemotesAndOneAnswerPromotes() {
        after(answer(200));
        Step first = after(new ProbeResult.Silent());
        assertThat(first.health().state()).isEqualTo(PeerState.UP);
        assertThat(first.health().missed()).isEqualTo(1);
        assertThat(first.demoteFor()).isZero();
        Step second = after(new ProbeResult.Silent());
        assertThat(second.health().state()).isEqualTo(PeerState.DOWN);
        assertThat(second.changed()).isTrue();
        assertThat(second.demoteFor()).isGreaterThan(MINUTE);
        assertThat(second.health().trouble())
                .hasValueSatisfying(words -> assertThat(words).contains("does not answer"));
        assertThat(after(new ProbeResult.Silent()).changed()).isFalse();
        Step back = after(answer(200));
        assertThat(back.health().state()).isEqualTo(PeerState.UP);
        assertThat(back.health().missed()).isZero();
        assertThat(back.health().trouble()).isEmpty();
    }

    @Test
    void whatCannotBeReachedIsDownAtOnce() {
        after(answer(200));
        Step step = after(new ProbeResult.Unreachable("Connection refused"));
        assertThat(step.health().state()).isEqualTo(PeerState.DOWN);
        assertThat(step.demoteFor()).isGreaterThan(MINUTE);
        assertThat(step.health().trouble())
                .hasValueSatisfying(words -> assertThat(words).contains("Connection refused"));
        assertThat(after(new ProbeResult.NotLocated("sbc.example.com does not exist in DNS"))
                        .health()
                        .trouble())
                .hasValue("sbc.example.com does not exist in DNS");
    }

    @Test
    void serviceUnavailableIsNoSignOfLifeAndItsRetryAfterIsHonoured() {
        Step step = after(new Answered(503, "Service Unavailable", Optional.of(Duration.ofMinutes(3))));
        assertThat(step.health().state()).isEqualTo(PeerState.BUSY);
        assertThat(step.pause()).isEqualTo(Duration.ofMinutes(3));
        assertThat(step.demoteFor()).isGreaterThanOrEqualTo(Duration.ofMinutes(3));
        Step soon = after(new Answered(503, "Service Unavailable", Optional.of(Duration.ofSeconds(1))));
        assertThat(soon.pause()).isEqualTo(MINUTE);
        Step never = after(new Answered(503, "Service Unavailable", Optional.of(Duration.ofDays(1))));
        assertThat(never.pause()).isEqualTo(HealthMachine.LONGEST_PAUSE);
        assertThat(after(answer(503)).pause()).isEqualTo(MINUTE);
    }

    @Test
    void proxyThatHearsNothingBehindItIsDown() {
        assertThat(after(answer(408)).health().state()).isEqualTo(PeerState.DOWN);
    }

    @Test
    void refusalIsASignOfLifeWithAdvice() {
        Step step = after(answer(403));
        assertThat(step.health().state()).isEqualTo(PeerState.UP);
        assertThat(step.health().trouble())
                .hasValueSatisfying(words -> assertThat(words).contains("refuses us"));
    }

    @Test
    void clockThatWasSetBackMakesNoNegativeAge() {
        assertThat(health.age(START.minusSeconds(5))).isZero();
        assertThat(health.age(START.plusSeconds(5))).isEqualTo(Duration.ofSeconds(5));
    }
}
