package org.linekeeper.sip.register;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.loop.Loops;
import org.linekeeper.sip.loop.Timers;

/** A loop whose tasks and timers run when the test says so. */
final class FakeLoop implements Loop, Loops, Timers {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<Pending> pending = new ArrayList<>();
    private Duration now = Duration.ZERO;

    private record Pending(Duration at, Runnable task) {}

    void runTasks() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    /** Lets time pass, firing timers in order. */
    void forward(Duration by) {
        Duration end = now.plus(by);
        while (true) {
            runTasks();
            Pending due = pending.stream()
                    .filter(timer -> timer.at.compareTo(end) <= 0)
                    .min(Comparator.comparing(Pending::at))
                    .orElse(null);
            if (due == null) {
                now = end;
                return;
            }
            pending.remove(due);
            now = due.at;
            due.task.run();
        }
    }

    Duration now() {
        return now;
    }

    int timersLeft() {
        return pending.size();
    }

    @Override
    public Timeout schedule(Duration delay, Runnable task) {
        Pending timer = new Pending(now.plus(delay), task);
        pending.add(timer);
        return () -> pending.remove(timer);
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
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
    public List<Loop> all() {
        return List.of(this);
    }

    @Override
    public Loop ownerOf(String key) {
        return this;
    }
}
