package org.linekeeper.sip.transport;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.loop.TimerWheel;
import org.linekeeper.sip.loop.Timers;

/** A Netty event loop with its timer wheel. */
final class NettyLoop implements Loop {
    private static final Duration TICK = Duration.ofMillis(10);
    private static final int SLOTS = 4096;

    /** Longer than all sockets of a busy loop take for one turn each. */
    private static final long SILENCE_NANOS = 100_000_000;

    /** A collection of garbage takes as long now and then. */
    private static final long LATE_NANOS = 30_000_000;

    private final int index;
    private final EventLoop eventLoop;
    private final TimerWheel wheel;
    private final Backlog ofTicks = new Backlog(Long.MAX_VALUE);
    private final List<Backlog> backlogs = new CopyOnWriteArrayList<>(List.of(ofTicks));
    private final Future<?> ticking;
    private long planned;

    NettyLoop(int index, EventLoop eventLoop, LongSupplier nanoTicker) {
        this.index = index;
        this.eventLoop = eventLoop;
        this.wheel = new TimerWheel(TICK, SLOTS, nanoTicker);
        this.planned = eventLoop.ticker().nanoTime();
        this.ticking = eventLoop.scheduleAtFixedRate(this::tick, TICK.toNanos(), TICK.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public boolean isCurrent() {
        return eventLoop.inEventLoop();
    }

    @Override
    public Timers timers() {
        return wheel;
    }

    /** A loop that has ended runs nothing any more: its sockets are closed, and what it owned is over. Others may still end. */
    @Override
    public void execute(Runnable task) {
        try {
            eventLoop.execute(task);
        } catch (RejectedExecutionException e) {
            if (!eventLoop.isShuttingDown()) {
                throw e;
            }
        }
    }

    /** What is scheduled waits for the next turn of the loop, and that begins with its sockets. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    public void giveWay(Runnable task) {
        eventLoop.schedule(task, 0, TimeUnit.NANOSECONDS);
    }

    private void tick() {
        long now = eventLoop.ticker().nanoTime();
        planned += TICK.toNanos();
        if (now - planned > LATE_NANOS) {
            ofTicks.behind(now);
        } else {
            ofTicks.caughtUp();
        }
        wheel.advance();
    }

    /** A further sign of how it keeps up, to be told on this loop. */
    Backlog backlog() {
        Backlog backlog = new Backlog(SILENCE_NANOS);
        backlogs.add(backlog);
        return backlog;
    }

    /** For how many nanoseconds it has not once had nothing left to do; any thread. */
    long behindNanos() {
        long now = eventLoop.ticker().nanoTime();
        long longest = 0;
        for (Backlog backlog : backlogs) {
            longest = Math.max(longest, backlog.age(now));
        }
        return longest;
    }

    EventLoop eventLoop() {
        return eventLoop;
    }

    /** Timers set; exact on this loop, an estimate elsewhere. */
    int pendingTimers() {
        return wheel.pending();
    }

    void stopTicking() {
        ticking.cancel(false);
    }
}
