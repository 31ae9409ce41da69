package org.linekeeper.call.peer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.loop.Loops;
import org.linekeeper.sip.loop.Timers;

/** One loop whose time passes when a test says so. Tasks run at once. */
final class VirtualLoop extends Clock implements Loop, Loops, Timers {
    private final List<Set> timers = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-21T10:00:00Z");

    private record Set(Instant at, Runnable task) {}

    /** Lets all timers fire that are due within that time. */
    void pass(Duration time) {
        Instant end = now.plus(time);
        while (true) {
            Set due = timers.stream()
                    .min(Comparator.comparing(Set::at))
                    .filter(first -> !first.at().isAfter(end))
                    .orElse(null);
            if (due == null) {
                break;
            }
            timers.remove(due);
            now = due.at();
            due.task().run();
        }
        now = end;
    }

    int pending() {
        return timers.size();
    }

    @Override
    public Timeout schedule(Duration delay, Runnable task) {
        Set set = new Set(now.plus(delay), task);
        timers.add(set);
        return () -> timers.remove(set);
    }

    @Override
    public List<Loop> all() {
        return List.of(this);
    }

    @Override
    public Loop ownerOf(String key) {
        return this;
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

    @Override
    public void execute(Runnable task) {
        task.run();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        return now;
    }
}
