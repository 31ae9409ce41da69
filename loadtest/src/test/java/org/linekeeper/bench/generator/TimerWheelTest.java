package org.linekeeper.bench.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimerWheelTest {
    private static final long MILLI = 1_000_000;
    private static final long START = Long.MIN_VALUE / 2;

    private final TimerWheel wheel = new TimerWheel(START);
    private final List<String> fired = new ArrayList<>();

    @Test
    void firesNoEarlierThanSetAndOnce() {
        WheelTimer timer = timer("a");
        wheel.set(timer, START + 10 * MILLI + 1);
        wheel.advance(START + 10 * MILLI);
        assertThat(fired).isEmpty();
        wheel.advance(START + 11 * MILLI);
        wheel.advance(START + 90_000 * MILLI);

        assertThat(fired).containsExactly("a");
    }

    @Test
    void theLastTimeSetCounts() {
        WheelTimer timer = timer("a");
        wheel.set(timer, START + 10 * MILLI);
        wheel.set(timer, START + 30 * MILLI);
        wheel.advance(START + 20 * MILLI);
        assertThat(fired).isEmpty();
        wheel.cancel(timer);
        wheel.advance(START + 40 * MILLI);

        assertThat(fired).isEmpty();
    }

    @Test
    void aTimeBeyondOneTurnOfTheWheelIsKept() {
        WheelTimer far = timer("far");
        wheel.set(far, START + 100_000 * MILLI);
        wheel.set(timer("near"), START + (100_000 - 65_536) * MILLI);
        for (long at = 0; at < 100_000; at++) {
            wheel.advance(START + at * MILLI);
        }
        assertThat(fired).containsExactly("near");
        wheel.advance(START + 100_000 * MILLI);

        assertThat(fired).containsExactly("near", "far");
    }

    @Test
    void oneThatFiresMayCancelItsNeighbourAndSetItself() {
        WheelTimer neighbour = timer("neighbour");
        WheelTimer[] self = new WheelTimer[1];
        self[0] = new WheelTimer(now -> {
            fired.add("self");
            wheel.cancel(neighbour);
            if (fired.size() < 3) {
                wheel.set(self[0], now);
            }
        });
        wheel.set(neighbour, START + 5 * MILLI);
        wheel.set(self[0], START + 5 * MILLI);
        wheel.advance(START + 50 * MILLI);
        wheel.advance(START + 60 * MILLI);

        assertThat(fired).containsExactly("self", "self", "self");
    }

    private WheelTimer timer(String name) {
        return new WheelTimer(now -> fired.add(name));
    }
}
