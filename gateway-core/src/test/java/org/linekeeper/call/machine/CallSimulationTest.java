package org.linekeeper.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thousands of seeded runs of {@link CallSimulation}; a seed that fails is named with its whole history. */
class CallSimulationTest {
    private static final int RUNS = 1_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void everyCallEndsOnceAndLeavesNothing(long block) {
        for (long run = 0; run < RUNS; run++) {
            long seed = block * RUNS + run;
            CallSimulation simulation = new CallSimulation(seed);
            try {
                simulation.run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + "\n" + String.join("\n", simulation.history), e);
            }
        }
    }

    /** The runs do reach every way to end, or they would prove little. */
    @Test
    void everyKindOfEndingIsReached() {
        Map<Class<?>, Integer> endings = new HashMap<>();
        Map<LegFailure.Kind, Integer> failures = new EnumMap<>(LegFailure.Kind.class);
        for (long seed = 0; seed < 3 * RUNS; seed++) {
            CallSimulation simulation = new CallSimulation(seed);
            simulation.run();
            Ending ending = ((CallNote.Finished) simulation.notes.get(simulation.notes.size() - 1)).ending();
            endings.merge(ending.getClass(), 1, Integer::sum);
            if (ending instanceof Ending.NotReached notReached) {
                failures.merge(notReached.failure().kind(), 1, Integer::sum);
            }
        }
        assertThat(endings.keySet())
                .containsExactlyInAnyOrder(
                        Ending.HungUp.class,
                        Ending.Broken.class,
                        Ending.GivenUp.class,
                        Ending.NotReached.class,
                        Ending.NotTransferred.class,
                        Ending.Stopped.class);
        assertThat(failures.keySet()).containsExactlyInAnyOrder(LegFailure.Kind.values());
    }
}
