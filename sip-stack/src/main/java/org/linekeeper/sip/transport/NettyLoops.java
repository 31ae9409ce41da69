package org.linekeeper.sip.transport;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.loop.Loops;

/** The event loops of the process, on epoll where there is one. */
public final class NettyLoops implements Loops, AutoCloseable {
    private static final long QUIET_MILLIS = 0;
    private static final long CLOSE_MILLIS = 3_000;

    private final EventLoopGroup group;
    private final LongSupplier nanoTicker;
    private final List<NettyLoop> loops;
    private final List<Loop> view;

    private NettyLoops(EventLoopGroup group, List<NettyLoop> loops, LongSupplier nanoTicker) {
        this.group = group;
        this.nanoTicker = nanoTicker;
        this.loops = List.copyOf(loops);
        this.view = List.copyOf(loops);
    }

    /** The branch of a REGISTER has eight bits for the number of its loop. */
    private static final int MOST = 256;

    /**
     * Starts the loops.
     *
     * @param count how many, up to 256; 0 for one per core
     * @param nanoTicker the clock of their timers, usually {@code System::nanoTime}
     */
    public static NettyLoops start(int count, LongSupplier nanoTicker) {
        int threads = Math.min(count > 0 ? count : Runtime.getRuntime().availableProcessors(), MOST);
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(
                threads,
                new DefaultThreadFactory("sip"),
                Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        List<NettyLoop> loops = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            EventLoop eventLoop = group.next();
            loops.add(new NettyLoop(i, eventLoop, nanoTicker));
        }
        return new NettyLoops(group, loops, nanoTicker);
    }

    @Override
    public List<Loop> all() {
        return view;
    }

    @Override
    public Loop ownerOf(String key) {
        return owner(key);
    }

    NettyLoop owner(String key) {
        // String.hashCode is fixed by its specification; its low bits alone are poor for keys that differ in one digit.
        int hash = key.hashCode() * 0x9E3779B9;
        return loops.get((int) ((Integer.toUnsignedLong(hash) * loops.size()) >>> 32));
    }

    /** For how many nanoseconds the owner of a key, or the loop that this is called on, has not once had nothing left to do. */
    long behindNanos(String key) {
        long longest = 0;
        NettyLoop owner = owner(key);
        for (NettyLoop loop : loops) {
            if (loop == owner || loop.isCurrent()) {
                longest = Math.max(longest, loop.behindNanos());
            }
        }
        return longest;
    }

    NettyLoop loop(int index) {
        return loops.get(Math.floorMod(index, loops.size()));
    }

    NettyLoop of(EventLoop eventLoop) {
        for (NettyLoop loop : loops) {
            if (loop.eventLoop() == eventLoop) {
                return loop;
            }
        }
        throw new IllegalArgumentException("an event loop of another group");
    }

    LongSupplier nanoTicker() {
        return nanoTicker;
    }

    EventLoopGroup group() {
        return group;
    }

    /** Timers set on all loops; exact when nothing else is going on. */
    public int pendingTimers() {
        int sum = 0;
        for (NettyLoop loop : loops) {
            CompletableFuture<Integer> count = new CompletableFuture<>();
            if (loop.isCurrent()) {
                sum += loop.pendingTimers();
            } else if (!group.isShuttingDown()) {
                loop.execute(() -> count.complete(loop.pendingTimers()));
                sum += count.completeOnTimeout(loop.pendingTimers(), 1, TimeUnit.SECONDS)
                        .join();
            }
        }
        return sum;
    }

    @Override
    public void close() {
        loops.forEach(NettyLoop::stopTicking);
        group.shutdownGracefully(QUIET_MILLIS, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(CLOSE_MILLIS);
    }
}
