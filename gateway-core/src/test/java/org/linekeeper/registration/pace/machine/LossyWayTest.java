package org.linekeeper.registration.pace.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On the way to a target that is not busy at all packets are lost, so that REGISTERs are answered when they are sent again. */
final class LossyWayTest {
    private static final long WAY = 30 * PaceBench.MS;
    private static final long T1 = 500 * PaceBench.MS;
    private static final long T2 = 4_000 * PaceBench.MS;

    private final PaceBench bench = PaceBench.unpaced();
    private final Random random = new Random(7);

    private record Answer(PaceBench.Line line, long at) {}

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.05, 0.1, 0.2})
    void theWindowDoesNotShrink(double loss) {
        PriorityQueue<Answer> answers = new PriorityQueue<>(Comparator.comparingLong(Answer::at));
        bench.join(20_000, Turn.Claim.URGENT);
        for (int answered = 0; answered < 5_000; answered++) {
            bench.admitted().forEach(line -> answers.add(new Answer(line, bench.now + took(loss))));
            Answer next = answers.remove();
            bench.now = next.at();
            bench.done(next.line(), Pace.Use.ACCEPTED);
            assertThat(bench.pace.window()).as("after %s answers", answered).isGreaterThanOrEqualTo(16);
        }
        assertThat(bench.pace.window()).isGreaterThan(32);
    }

    /** Until a request and its answer come through: RFC 3261 17.1.2.2 sends again after T1, doubled up to T2. */
    private long took(double loss) {
        long at = 0;
        double comesThrough = (1 - loss) * (1 - loss);
        for (long wait = T1; random.nextDouble() >= comesThrough; wait = Math.min(wait * 2, T2)) {
            at += wait;
        }
        return at + 2 * WAY;
    }
}
