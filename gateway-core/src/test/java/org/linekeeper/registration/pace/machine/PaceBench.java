package org.linekeeper.registration.pace.machine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.linekeeper.config.RegistrationSettings;

/** A pace on a bench: lines are put in, time passes, what comes out is looked at. */
final class PaceBench {
    static final long MS = 1_000_000L;
    static final long SECOND = 1_000 * MS;

    final Pace pace;
    long now = 1_000_000 * SECOND;

    PaceBench(RegistrationSettings settings) {
        pace = new Pace(PaceLimits.of(settings), new Random(5), now);
    }

    PaceBench() {
        this(RegistrationSettings.defaults());
    }

    /** Only the window paces. */
    static PaceBench unpaced() {
        RegistrationSettings usual = RegistrationSettings.defaults();
        return new PaceBench(new RegistrationSettings(
                32,
                4,
                256,
                8,
                RegistrationSettings.UNLIMITED,
                usual.refreshFrom(),
                usual.refreshTo(),
                usual.backoffBase(),
                usual.backoffMax(),
                usual.rejectedRetry(),
                usual.preemptiveAuth()));
    }

    static final class Line extends Turn {
        final String name;

        Line(String pbx, String name, Claim claim, Gate gate) {
            super(pbx, claim, gate);
            this.name = name;
            sends();
        }
    }

    /** A gate that a test opens and closes. */
    static final class TestGate implements Gate {
        boolean open = true;
        long until;

        @Override
        public boolean admits(long now) {
            return open;
        }

        @Override
        public long closedUntil() {
            return until;
        }
    }

    final TestGate gate = new TestGate();

    Line join(Turn.Claim claim) {
        return join("pbx", "line", claim);
    }

    Line join(String pbx, String name, Turn.Claim claim) {
        Line line = new Line(pbx, name, claim, gate);
        pace.join(line, now);
        return line;
    }

    void join(int lines, Turn.Claim claim) {
        for (int i = 0; i < lines; i++) {
            join(claim);
        }
    }

    @Nullable
    Line next() {
        return (Line) pace.next(now);
    }

    /** All that may go now. */
    List<Line> admitted() {
        List<Line> lines = new ArrayList<>();
        for (Line line = next(); line != null; line = next()) {
            lines.add(line);
        }
        return lines;
    }

    Pace.Change done(Turn line, Pace.Use use) {
        return pace.done(line, use, Duration.ZERO, now);
    }

    void forward(Duration by) {
        now += by.toNanos();
    }

    /** Lets time pass; each line that gets its turn is answered after that time. How many got theirs. */
    int run(Duration length, Duration latency, Pace.Use use) {
        int count = 0;
        List<Line> out = new ArrayList<>();
        List<Long> at = new ArrayList<>();
        for (long end = now + length.toNanos(); now < end; now += MS) {
            while (!at.isEmpty() && at.get(0) <= now) {
                at.remove(0);
                done(out.remove(0), use);
            }
            for (Line line : admitted()) {
                out.add(line);
                at.add(now + latency.toNanos());
                count++;
            }
        }
        now += latency.toNanos();
        out.forEach(line -> done(line, use));
        return count;
    }
}
