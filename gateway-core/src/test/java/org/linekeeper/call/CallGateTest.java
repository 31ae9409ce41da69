package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.CallSettings;

class CallGateTest {
    private final SetClock clock = new SetClock();

    private CallGate gate(int calls, int perSecond) {
        return new CallGate(new CallSettings(calls, perSecond, Duration.ofSeconds(180), Duration.ofSeconds(4)), clock);
    }

    @Test
    void oneSecondsWorthMayComeAtOnceAndTheRestAtTheRate() {
        CallGate gate = gate(100, 10);
        for (int i = 0; i < 10; i++) {
            assertThat(gate.enter()).isEmpty();
        }
        assertThat(gate.enter()).contains(Refusals.TOO_FAST);
        assertThat(gate.calls()).isEqualTo(10);
        clock.forward(Duration.ofMillis(100));
        assertThat(gate.enter()).isEmpty();
        assertThat(gate.enter()).contains(Refusals.TOO_FAST);
        clock.forward(Duration.ofSeconds(5));
        assertThat(gate.enter()).isEmpty();
    }

    @Test
    void clockThatIsSetBackKeepsNobodyOut() {
        CallGate gate = gate(100, 1);
        assertThat(gate.enter()).isEmpty();
        clock.forward(Duration.ofHours(-1));
        assertThat(gate.enter()).isEmpty();
    }

    @Test
    void placesAreGivenBack() {
        CallGate gate = gate(1, 100);
        assertThat(gate.enter()).isEmpty();
        assertThat(gate.enter()).contains(Refusals.TOO_MANY_CALLS);
        gate.leave();
        assertThat(gate.enter()).isEmpty();
    }

    @Test
    void closedGateTellsOnceWhenTheLastHasLeft() {
        AtomicInteger told = new AtomicInteger();
        CallGate gate = gate(10, 100);
        assertThat(gate.enter()).isEmpty();
        gate.close(told::incrementAndGet);
        assertThat(told).hasValue(0);
        assertThat(gate.enter()).contains(Refusals.STOPPING);
        assertThat(told).hasValue(0);
        gate.leave();
        assertThat(told).hasValue(1);
        assertThat(gate.enter()).contains(Refusals.STOPPING);
        assertThat(told).hasValue(1);
    }
}
