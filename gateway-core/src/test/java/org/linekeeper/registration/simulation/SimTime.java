package org.linekeeper.registration.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.PriorityQueue;
import java.util.Random;

/** Virtual time: what is planned happens one after the other, in an order that the seed decides. */
final class SimTime {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    final Random random;
    private final PriorityQueue<Happening> agenda = new PriorityQueue<>();
    private long nanos;
    private long order;
    private Runnable afterEach = () -> {};

    private record Happening(long at, long order, Runnable action) implements Comparable<Happening> {
        @Override
        public int compareTo(Happening other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    SimTime(long seed) {
        random = new Random(seed);
    }

    /** Done after each thing that happens. */
    void afterEach(Runnable check) {
        afterEach = check;
    }

    Instant now() {
        return START.plusNanos(nanos);
    }

    long nanos() {
        return nanos;
    }

    void after(Duration delay, Runnable action) {
        agenda.add(new Happening(nanos + Math.max(0, delay.toNanos()), order++, action));
    }

    void forward(Duration by) {
        long end = nanos + by.toNanos();
        while (true) {
            Happening next = agenda.peek();
            if (next == null || next.at > end) {
                break;
            }
            agenda.remove();
            nanos = next.at;
            next.action.run();
            afterEach.run();
        }
        nanos = end;
    }

    Duration millis(int from, int to) {
        return Duration.ofMillis(from + random.nextInt(to - from));
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** The time of day, wrong by so much. */
    Clock wallClock(Duration wrongBy) {
        return new Clock() {
            @Override
            public Instant instant() {
                return now().plus(wrongBy);
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
}
