package org.linekeeper.call.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulations meet every crossing that calls are known for, and notice a machine that forgets something. */
class CrossingsTest {
    private static final int RUNS = 3_000;
    private static final int OFTEN = 4;

    @Test
    void everyCrossingIsMetOften() {
        Encounters all = new Encounters();
        for (long seed = 0; seed < RUNS; seed++) {
            CallSimulation pair = new CallSimulation(seed);
            pair.run();
            all.add(pair.encounters);
            TransferSimulation transfers = new TransferSimulation(seed);
            transfers.run();
            all.add(transfers.first.encounters);
        }
        assertThat(all.crossings).containsOnlyKeys(Crossing.values());
        assertThat(all.crossings)
                .allSatisfy((crossing, times) -> assertThat(times).isGreaterThan(OFTEN));
        assertThat(all.fired).containsOnlyKeys(LegTimer.values());
        assertThat(all.fired).allSatisfy((timer, times) -> assertThat(times).isGreaterThan(OFTEN));
    }

    static Stream<Arguments> forgotten() {
        Map<String, Predicate<LegAction>> kinds = Map.of(
                "ACK", LegAction.SendAck.class::isInstance,
                "BYE", LegAction.SendBye.class::isInstance,
                "the ACK and BYE of an unwanted answer", LegAction.DropAnswer.class::isInstance,
                "the answer to a re-INVITE", LegAction.SendUpdateAnswer.class::isInstance,
                "the refusal of a re-INVITE", LegAction.SendUpdateRefusal.class::isInstance,
                "the refusal of a REFER", LegAction.RefuseRefer.class::isInstance,
                "the answer to the INVITE", LegAction.SendAnswer.class::isInstance,
                "the refusal of the INVITE", LegAction.SendRefusal.class::isInstance,
                "a timer that is to be stopped", LegAction.StopTimer.class::isInstance);
        return kinds.entrySet().stream().map(kind -> Arguments.of(kind.getKey(), kind.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgotten")
    void machineThatForgetsItIsFound(String what, Predicate<LegAction> kind) {
        assertThatThrownBy(() -> {
                    for (long seed = 0; seed < 300; seed++) {
                        CallSimulation simulation = new CallSimulation(seed);
                        simulation.done = kind.negate();
                        simulation.run();
                    }
                })
                .as(what)
                .isInstanceOf(AssertionError.class);
    }
}
