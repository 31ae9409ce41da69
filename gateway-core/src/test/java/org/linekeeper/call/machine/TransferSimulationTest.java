package org.linekeeper.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thousands of seeded runs of {@link TransferSimulation}; a seed that fails is named with its whole history. */
class TransferSimulationTest {
    private static final int RUNS = 1_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void allCallsEndOnceAndLeaveNothing(long block) {
        for (long run = 0; run < RUNS; run++) {
            long seed = block * RUNS + run;
            TransferSimulation simulation = new TransferSimulation(seed);
            try {
                simulation.run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + "\n" + String.join("\n", simulation.first.history), e);
            }
        }
    }

    /** Transfers do succeed, fail after the transferor has gone, and meet calls on their way, or the runs would prove little. */
    @Test
    void transfersSucceedAndFail() {
        int transferred = 0;
        int failed = 0;
        int pickedUp = 0;
        Set<Class<?>> seen = new HashSet<>();
        Set<Class<?>> rare = Set.of(Ending.NotJoined.class, Ending.NotTransferred.class, CallNote.NotPassed.class);
        for (long seed = 0; seed < 3 * RUNS || (!seen.containsAll(rare) && seed < 100 * RUNS); seed++) {
            TransferSimulation simulation = new TransferSimulation(seed);
            simulation.run();
            transferred += simulation.transferred;
            pickedUp += (int)
                    simulation.calls.stream().filter(call -> call.pickedUp).count();
            simulation.calls.stream().flatMap(call -> call.notes.stream()).forEach(note -> {
                seen.add(note.getClass());
                if (note instanceof CallNote.Finished finished) {
                    seen.add(finished.ending().getClass());
                }
            });
            failed += (int) simulation.calls.stream()
                    .flatMap(call -> call.notes.stream())
                    .filter(note -> note instanceof CallNote.Finished finished
                            && finished.ending() instanceof Ending.NotTransferred)
                    .count();
        }
        assertThat(transferred).isPositive();
        assertThat(failed).isPositive();
        assertThat(pickedUp).isPositive();
        assertThat(seen)
                .as("what is refused after the answer, and what the PBX is asked to execute")
                .containsAll(rare);
    }
}
