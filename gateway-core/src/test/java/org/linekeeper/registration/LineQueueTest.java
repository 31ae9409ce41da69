package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.loop.Timers;

final class LineQueueTest {
    private static final int CROWD = 3_000;

    private final Turns loop = new Turns();
    private final LineQueue queue = new LineQueue(loop);
    private final List<Integer> done = new ArrayList<>();

    @Test
    void messagesAreTakenBetweenAFewLines() {
        crowd();

        loop.turn();
        assertThat(done).hasSizeBetween(1, 100);

        loop.all();
        assertThat(done).isEqualTo(IntStream.range(0, CROWD).boxed().toList());
    }

    @Test
    void whoIsPacedWaitsForTheNextTick() {
        queue.pace();
        crowd();

        loop.all();
        assertThat(done).hasSize(1_024);
        loop.tick();
        loop.all();
        assertThat(done).hasSize(2_048);
        while (loop.tick()) {
            loop.all();
        }
        assertThat(done).hasSize(CROWD);

        queue.add(() -> done.add(-1));
        loop.all();
        assertThat(done).as("one line alone comes at once").hasSize(CROWD + 1).endsWith(-1);
    }

    @Test
    void aBadLineDoesNotStopTheOthers() {
        queue.add(() -> {
            throw new IllegalStateException("expected by the test");
        });
        queue.add(() -> done.add(1));

        loop.all();

        assertThat(done).containsExactly(1);
    }

    private void crowd() {
        for (int i = 0; i < CROWD; i++) {
            int line = i;
            queue.add(() -> done.add(line));
        }
    }

    /** A loop whose turns are those of the test: in each it takes its tasks, and what gave way waits for the next one. */
    private static final class Turns implements Loop, Timers {
        private final Queue<Runnable> tasks = new ArrayDeque<>();
        private final Queue<Runnable> later = new ArrayDeque<>();
        private final Queue<Runnable> timers = new ArrayDeque<>();

        void turn() {
            tasks.addAll(later);
            later.clear();
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
        }

        void all() {
            while (!tasks.isEmpty() || !later.isEmpty()) {
                turn();
            }
        }

        boolean tick() {
            Runnable timer = timers.poll();
            if (timer != null) {
                timer.run();
            }
            return timer != null;
        }

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public void giveWay(Runnable task) {
            later.add(task);
        }

        @Override
        public Timeout schedule(Duration delay, Runnable task) {
            timers.add(task);
            return () -> timers.remove(task);
        }

        @Override
        public int index() {
            return 0;
        }

        @Override
        public boolean isCurrent() {
            return true;
        }

        @Override
        public Timers timers() {
            return this;
        }
    }
}
