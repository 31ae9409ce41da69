package org.linekeeper.bench.register;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.loop.Loops;
import org.linekeeper.sip.loop.TimerWheel;
import org.linekeeper.sip.loop.Timers;

/** A loop with a real timer wheel, turned by the benchmark. */
final class BenchLoop implements Loop, Loops {
    private final TimerWheel wheel = new TimerWheel(Duration.ofMillis(10), 4096, System::nanoTime);
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    void turn() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
        wheel.advance();
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
        return wheel;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
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
