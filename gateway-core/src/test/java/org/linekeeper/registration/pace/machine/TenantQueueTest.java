package org.linekeeper.registration.pace.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.linekeeper.registration.pace.machine.PaceBench.TestGate;
import org.linekeeper.registration.pace.machine.Turn.Claim;

final class TenantQueueTest {
    private final TestGate gate = new TestGate();
    private final TenantQueue queue = new TenantQueue(gate);

    private static final class Line extends Turn {
        Line(TestGate gate, long deadline) {
            super("pbx", Claim.URGENT, gate, deadline);
        }

        @Override
        public String toString() {
            return deadline + "/" + order;
        }
    }

    private Turn add(long deadline) {
        Turn turn = new Line(gate, deadline);
        queue.add(turn);
        return turn;
    }

    private List<Turn> drained() {
        List<Turn> turns = new ArrayList<>();
        for (Turn turn = queue.poll(); turn != null; turn = queue.poll()) {
            turns.add(turn);
        }
        return turns;
    }

    @Test
    void whoseBindingEndsSoonestGoesFirst() {
        Turn late = add(30);
        Turn soon = add(10);
        Turn between = add(20);
        assertThat(drained()).containsExactly(soon, between, late);
    }

    @Test
    void whoHasNoneIsServedInOrder() {
        Turn first = add(Long.MAX_VALUE);
        Turn second = add(Long.MAX_VALUE);
        Turn third = add(Long.MAX_VALUE);
        queue.remove(second);
        assertThat(drained()).containsExactly(first, third);
        assertThat(queue.isEmpty()).isTrue();
    }

    /** A crowd that leaves by itself is not remembered for ever. */
    @Test
    void whoGaveUpIsForgotten() {
        List<Turn> crowd = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            crowd.add(add(Long.MAX_VALUE));
        }
        crowd.subList(1, 10_000).forEach(queue::remove);
        assertThat(queue.kept()).isLessThan(2_000);
        assertThat(drained()).containsExactly(crowd.get(0));
        assertThat(queue.kept()).isZero();
    }

    /** Against a sorted list, with turns given up anywhere. */
    @Test
    void anyMixComesOutInOrder() {
        Random random = new Random(5);
        Comparator<Turn> order =
                Comparator.<Turn>comparingLong(turn -> turn.deadline).thenComparingLong(turn -> turn.order);
        List<Turn> model = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            int what = random.nextInt(10);
            if (what < 6) {
                model.add(add(random.nextInt(3) == 0 ? Long.MAX_VALUE : random.nextInt(50)));
            } else if (what < 8 && !model.isEmpty()) {
                queue.remove(model.remove(random.nextInt(model.size())));
            } else if (!model.isEmpty()) {
                model.sort(order);
                assertThat(queue.poll()).isSameAs(model.remove(0));
            }
        }
        List<Turn> seen = new ArrayList<>();
        queue.forEach(seen::add);
        model.sort(order);
        assertThat(seen).containsExactlyElementsOf(model);
        assertThat(drained()).containsExactlyElementsOf(model);
    }
}
