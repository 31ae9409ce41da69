package org.linekeeper.sip.transport;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.loop.TimerWheel;
import org.linekeeper.sip.loop.Timers;

/** A Netty event loop with its timer wheel. */
final class NettyLoop implements Loop {
    private static final Duration TICK = Duration.ofMillis(10);
    private static final int SLOTS = 4096;

    private final int index;
    private final EventLoop eventLoop;
    private final TimerWheel wheel;
    private final Future<?> ticking;

    NettyLoop(int index, EventLoop eventLoop, LongSupplier nanoTicker) {
        this.index = index;
        this.eventLoop = eventLoop;
        this.wheel = new TimerWheel(TICK, SLOTS, nanoTicker);
        this.ticking =
                eventLoop.scheduleAtFixedRate(wheel::advance, TICK.toNanos(), TICK.toNanos(), TimeUnit.NANOSECONDS);
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

    @Override
    public void execute(Runnable task) {
        eventLoop.execute(task);
    }

    /** What is scheduled waits for the next turn of the loop, and that begins with its sockets. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    public void giveWay(Runnable task) {
        eventLoop.schedule(task, 0, TimeUnit.NANOSECONDS);
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
