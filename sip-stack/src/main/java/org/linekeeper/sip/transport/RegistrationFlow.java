package org.linekeeper.sip.transport;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.linekeeper.dns.Target;

/** One flow of the pool: a connection of its own, kept alive, and how many lines have a place on it. */
final class RegistrationFlow implements FlowCompanion {
    private final FlowPool pool;
    private final int number;
    private final Target target;
    private final StreamListener listener;
    private final StreamFlow stream;
    private final FlowKeepAlive keepAlive;
    private int lines;
    private boolean lingers;
    private @Nullable Long openedAt;

    RegistrationFlow(FlowPool pool, int number, Target target, StreamListener listener, RandomGenerator random) {
        this.pool = pool;
        this.number = number;
        this.target = target;
        this.listener = listener;
        this.stream = listener.dedicated(target, number);
        this.keepAlive = new FlowKeepAlive(stream, stream.loop().timers(), random);
        stream.accompaniedBy(this);
    }

    int number() {
        return number;
    }

    Target target() {
        return target;
    }

    StreamFlow stream() {
        return stream;
    }

    /** Any thread. */
    void send(byte[] message, MessageSender.SendFailure failed) {
        listener.send(stream, target, message, failed);
    }

    /** Guarded by the pool, as all of the following. */
    int lines() {
        return lines;
    }

    void joined() {
        lines++;
    }

    void left() {
        lines--;
    }

    /** True for the one who is to look again when the flow has been empty for a while. */
    boolean beginLingering() {
        boolean begins = lines == 0 && !lingers;
        lingers |= begins;
        return begins;
    }

    /** True when it is still without lines. */
    boolean endLingering() {
        lingers = false;
        return lines == 0;
    }

    /** When it was ready, by the ticker of the loops; null when it never was. */
    @Nullable
    Long openedAt() {
        return openedAt;
    }

    void openedAt(long nanos) {
        openedAt = nanos;
    }

    @Override
    public void opened() {
        pool.opened(this);
        keepAlive.start();
    }

    @Override
    public void received(byte[] message) {
        keepAlive.received(message);
    }

    @Override
    public void ponged() {
        keepAlive.ponged();
    }

    @Override
    public void ended(String cause) {
        keepAlive.stop();
        pool.ended(this, cause);
    }
}
