package org.linekeeper.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A bad network between one UDP client and a UDP server: it loses, delays, doubles and so reorders packets both ways. What happens
 * to the n-th packet depends on the seed alone. One thread.
 */
final class LossyLink implements AutoCloseable {
    private static final int LARGEST = 65_536;

    private final Habits habits;
    private final InetSocketAddress server;
    private final Random random;
    private final DatagramChannel near;
    private final DatagramChannel far;
    private final Selector selector;
    private final Thread thread;
    private final PriorityQueue<Delayed> delayed =
            new PriorityQueue<>(Comparator.comparingLong(Delayed::atNanos).thenComparingLong(Delayed::order));
    private long order;
    private @Nullable SocketAddress client;
    private volatile boolean closed;
    private final AtomicLong passed = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong doubled = new AtomicLong();

    /**
     * What it does to packets.
     *
     * @param loss share of packets that are lost, 0 to 1
     * @param doubling share of packets that are sent twice, 0 to 1
     * @param longestDelayMillis each copy is delayed by up to so much
     */
    record Habits(double loss, double doubling, int longestDelayMillis) {}

    private record Delayed(long atNanos, long order, boolean toServer, ByteBuffer packet) {}

    private LossyLink(InetSocketAddress address, InetSocketAddress server, Habits habits, long seed)
            throws IOException {
        this.habits = habits;
        this.server = server;
        this.random = new Random(seed);
        this.near = DatagramChannel.open().bind(address);
        this.far = DatagramChannel.open().bind(new InetSocketAddress(address.getAddress(), 0));
        this.selector = Selector.open();
        this.near.configureBlocking(false).register(selector, SelectionKey.OP_READ);
        this.far.configureBlocking(false).register(selector, SelectionKey.OP_READ);
        this.thread = new Thread(this::run, "lossy-link");
    }

    /** Begins to pass on what comes to {@code address}. */
    static LossyLink open(InetSocketAddress address, InetSocketAddress server, Habits habits, long seed) {
        try {
            LossyLink link = new LossyLink(address, server, habits, seed);
            link.thread.start();
            return link;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the client sends to. */
    InetSocketAddress address() {
        try {
            return (InetSocketAddress) near.getLocalAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long passed() {
        return passed.get();
    }

    long lost() {
        return lost.get();
    }

    long doubled() {
        return doubled.get();
    }

    private void run() {
        ByteBuffer buffer = ByteBuffer.allocate(LARGEST);
        try {
            while (!closed) {
                selector.select(untilNext());
                selector.selectedKeys().clear();
                receive(near, true, buffer);
                receive(far, false, buffer);
                sendWhatIsDue();
            }
        } catch (IOException e) {
            if (!closed) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Milliseconds to the next packet that is due, at least 1; 0 to wait for a packet. */
    private long untilNext() {
        Delayed next = delayed.peek();
        return next == null ? 0 : Math.max(1, (next.atNanos - System.nanoTime()) / 1_000_000);
    }

    private void receive(DatagramChannel channel, boolean toServer, ByteBuffer buffer) throws IOException {
        for (SocketAddress from = channel.receive(buffer.clear());
                from != null;
                from = channel.receive(buffer.clear())) {
            if (toServer) {
                client = from;
            }
            byte[] packet = new byte[buffer.flip().remaining()];
            buffer.get(packet);
            take(ByteBuffer.wrap(packet), toServer);
        }
    }

    private void take(ByteBuffer packet, boolean toServer) {
        if (random.nextDouble() < habits.loss()) {
            lost.incrementAndGet();
            return;
        }
        delay(packet, toServer);
        if (random.nextDouble() < habits.doubling()) {
            doubled.incrementAndGet();
            delay(packet, toServer);
        }
    }

    private void delay(ByteBuffer packet, boolean toServer) {
        long nanos = random.nextInt(habits.longestDelayMillis() + 1) * 1_000_000L;
        delayed.add(new Delayed(System.nanoTime() + nanos, order++, toServer, packet));
    }

    private void sendWhatIsDue() throws IOException {
        long now = System.nanoTime();
        for (Delayed next = delayed.peek(); next != null && next.atNanos - now <= 0; next = delayed.peek()) {
            delayed.remove();
            if (next.toServer) {
                far.send(next.packet.duplicate(), server);
            } else if (client != null) {
                near.send(next.packet.duplicate(), client);
            }
            passed.incrementAndGet();
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join(2_000);
            near.close();
            far.close();
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
