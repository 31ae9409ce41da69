package org.linekeeper.sip.transport;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.linekeeper.sip.trace.MessageTap;

/** Open transports that hand everything to the test. */
final class TransportFixture implements AutoCloseable {
    static final TransportLimits TIGHT = new TransportLimits(
            4_096,
            Duration.ofMillis(700),
            Duration.ofMillis(700),
            Duration.ofMillis(1_500),
            6,
            3,
            262_144,
            65_536,
            500);

    final BlockingQueue<InboundMessage> received = new LinkedBlockingQueue<>();
    final BlockingQueue<TransportCounters.Event> unframed = new LinkedBlockingQueue<>();
    final BlockingQueue<String> failures = new LinkedBlockingQueue<>();
    final TransportCounters counters = new TransportCounters();
    /** How far the clock of timers is ahead of real time, in nanoseconds. */
    final AtomicLong ahead = new AtomicLong();

    final NettyLoops loops = NettyLoops.start(2, () -> System.nanoTime() + ahead.get());
    final Transports transports;

    TransportFixture(TransportLimits limits, ListenerSettings... listeners) throws BindFailed {
        transports = new Transports(
                loops,
                new SipStackSettings("Linekeeper", 2, List.of(listeners), limits),
                counters,
                MessageTap.NONE,
                Clock.systemUTC(),
                new Random(1));
        try {
            transports.open(receiver());
        } catch (BindFailed e) {
            loops.close();
            throw e;
        }
    }

    private MessageReceiver receiver() {
        return new MessageReceiver() {
            @Override
            public void received(InboundMessage message) {
                received.add(message);
            }

            @Override
            public void unframed(InboundMessage message, TransportCounters.Event reason) {
                unframed.add(reason);
                message.replyPath().sendLast(Sockets.bytes("SIP/2.0 400 Bad Request\r\n\r\n"));
            }
        };
    }

    /** Lets the timers see that time has passed. */
    void forward(Duration by) {
        ahead.addAndGet(by.toNanos());
    }

    InetSocketAddress address(String listener) {
        return transports.boundAddress(listener);
    }

    @Override
    public void close() {
        transports.close();
        loops.close();
    }
}
