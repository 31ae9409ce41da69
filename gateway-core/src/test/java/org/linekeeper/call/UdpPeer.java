package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A SIP peer on a raw UDP socket. What comes is kept until a test asks for it, or handed to a robot. */
final class UdpPeer implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

    private final DatagramSocket socket;
    private final List<SipText> inbox = new ArrayList<>();
    private final List<SipText> heard = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Thread reader;
    private volatile Consumer<SipText> robot = message -> {};
    private volatile boolean keeping = true;

    UdpPeer(String host) throws SocketException {
        this.socket = new DatagramSocket(new InetSocketAddress(host, 0));
        this.reader = new Thread(this::read, "peer-" + host);
        reader.start();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    String hostPort() {
        return address().getAddress().getHostAddress() + ":" + address().getPort();
    }

    /** From now on every message goes to the robot and is not kept. */
    void robot(Consumer<SipText> worker) {
        robot = worker;
        keeping = false;
    }

    void send(SipText message, InetSocketAddress to) {
        byte[] bytes = message.raw().getBytes(StandardCharsets.UTF_8);
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first kept message that fits; takes it out. */
    SipText await(String what, Predicate<SipText> fits) {
        long left = PATIENCE;
        lock.lock();
        try {
            while (true) {
                for (SipText message : inbox) {
                    if (fits.test(message)) {
                        inbox.remove(message);
                        return message;
                    }
                }
                if (left <= 0) {
                    throw new AssertionError("No " + what + "; there is " + inbox);
                }
                left = arrived.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } finally {
            lock.unlock();
        }
    }

    SipText request(String method) {
        return await(method, message -> message.is(method));
    }

    SipText response(int status, String method) {
        return await(status + " to " + method, message -> message.answers(status, method));
    }

    /** Whether such a message has come and was not asked for. */
    boolean has(Predicate<SipText> fits) {
        lock.lock();
        try {
            return inbox.stream().anyMatch(fits);
        } finally {
            lock.unlock();
        }
    }

    /** Everything that has come, asked for or not, in its order. */
    List<SipText> heard() {
        lock.lock();
        try {
            return List.copyOf(heard);
        } finally {
            lock.unlock();
        }
    }

    /** What has come and was not asked for, without retransmissions of what was. */
    void assertNo(String what, Predicate<SipText> fits) {
        lock.lock();
        try {
            assertThat(inbox.stream().filter(fits).toList()).as(what).isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void read() {
        byte[] buffer = new byte[65_536];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
            } catch (IOException e) {
                return;
            }
            SipText message =
                    SipText.parse(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
            robot.accept(message);
            if (keeping) {
                lock.lock();
                try {
                    inbox.add(message);
                    heard.add(message);
                    arrived.signalAll();
                } finally {
                    lock.unlock();
                }
            }
        }
    }

    @Override
    public void close() {
        socket.close();
        try {
            reader.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
