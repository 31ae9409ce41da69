package org.linekeeper.sip.transport;

import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Messages on their way to one socket, bounded by bytes. Any thread puts in; the socket's loop is asked once to empty it, however
 * many messages came meanwhile, so that they share one flush.
 */
final class Outbox {
    private final Executor loop;
    private final Runnable drain;
    private final long maxBytes;
    private final Queue<Letter> letters = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicLong bytes = new AtomicLong();

    Outbox(Executor loop, long maxBytes, Runnable drain) {
        this.loop = loop;
        this.maxBytes = maxBytes;
        this.drain = drain;
    }

    /** Takes a message, or not when there are too many bytes already; an empty box takes any message. */
    boolean offer(Letter letter) {
        long before = bytes.getAndAdd(letter.message().length);
        if (before > 0 && before + letter.message().length > maxBytes) {
            bytes.addAndGet(-letter.message().length);
            return false;
        }
        letters.add(letter);
        ask();
        return true;
    }

    /** Asks the loop to empty the box. */
    void ask() {
        if (asked.compareAndSet(false, true)) {
            loop.execute(this::run);
        }
    }

    /** The next message; on the loop only. */
    @Nullable
    Letter poll() {
        Letter letter = letters.poll();
        if (letter != null) {
            bytes.addAndGet(-letter.message().length);
        }
        return letter;
    }

    private void run() {
        // Cleared before emptying: whoever comes during it asks again and is not forgotten.
        asked.set(false);
        drain.run();
    }

    /**
     * A message on its way.
     *
     * @param to where a datagram goes; null on a stream
     * @param failed told when it does not leave
     * @param answerable told as well when its connection ends before anything came back for it
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Letter(
            byte[] message, @Nullable InetSocketAddress to, MessageSender.SendFailure failed, boolean answerable) {}
}
