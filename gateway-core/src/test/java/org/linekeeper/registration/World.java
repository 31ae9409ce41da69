package org.linekeeper.registration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.loop.Loops;
import org.linekeeper.sip.loop.Timers;

/** Virtual time: loops, timers and delays that run when the test lets time pass. One thread plays all loops. */
final class World implements Loops {
    final Random random;
    private final PriorityQueue<Happening> agenda = new PriorityQueue<>();
    private final List<Loop> loops = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private long order;
    private int timersSet;
    private @Nullable Loop current;

    private record Happening(Instant at, long order, Runnable action) implements Comparable<Happening> {
        @Override
        public int compareTo(Happening other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    World(long seed, int loopCount) {
        random = new Random(seed);
        for (int i = 0; i < loopCount; i++) {
            loops.add(new VirtualLoop(i));
        }
    }

    Instant now() {
        return now;
    }

    Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }
        };
    }

    void after(Duration delay, Runnable action) {
        agenda.add(new Happening(now.plus(delay), order++, action));
    }

    void forward(Duration by) {
        Instant end = now.plus(by);
        while (!agenda.isEmpty() && !agenda.peek().at.isAfter(end)) {
            Happening next = agenda.remove();
            now = next.at;
            next.action.run();
        }
        now = end;
    }

    /** The process is killed: nothing that was planned happens any more. */
    void kill() {
        agenda.clear();
        timersSet = 0;
    }

    /** Timers that are set and neither fired nor cancelled. */
    int timersSet() {
        return timersSet;
    }

    @Override
    public List<Loop> all() {
        return List.copyOf(loops);
    }

    @Override
    public Loop ownerOf(String key) {
        return loops.get(Math.floorMod(key.hashCode(), loops.size()));
    }

    private final class VirtualLoop implements Loop, Timers {
        private final int index;

        VirtualLoop(int index) {
            this.index = index;
        }

        @Override
        public void execute(Runnable task) {
            after(Duration.ZERO, () -> on(task));
        }

        private void on(Runnable task) {
            current = this;
            task.run();
            current = null;
        }

        @Override
        public Timeout schedule(Duration delay, Runnable task) {
            if (current != this) {
                throw new AssertionError("A timer of loop " + index + " was set from elsewhere");
            }
            timersSet++;
            boolean[] live = {true};
            after(delay, () -> {
                if (live[0]) {
                    live[0] = false;
                    timersSet--;
                    on(task);
                }
            });
            return () -> {
                if (live[0]) {
                    live[0] = false;
                    timersSet--;
                }
            };
        }

        @Override
        public int index() {
            return index;
        }

        @Override
        public boolean isCurrent() {
            return current == this;
        }

        @Override
        public Timers timers() {
            return this;
        }
    }
}
