package org.linekeeper.sip.transport;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Who sent something over a connection lately. When the connection ends they are told: their answers are unlikely to come. Whoever
 * has an answer already ignores it. Bounded in number and time; one loop only.
 */
final class Unanswered {
    private static final int MOST = 256;
    /** Timers B and F of RFC 3261: nobody waits longer for an answer. */
    private static final long LONGEST = Duration.ofSeconds(32).toNanos();

    private final LongSupplier nanoTicker;
    private final Deque<Sent> sent = new ArrayDeque<>();

    Unanswered(LongSupplier nanoTicker) {
        this.nanoTicker = nanoTicker;
    }

    void add(MessageSender.SendFailure failed) {
        long now = nanoTicker.getAsLong();
        sent.addLast(new Sent(now, failed));
        while (sent.size() > MOST || now - sent.getFirst().nanos() > LONGEST) {
            sent.removeFirst();
        }
    }

    void end(Consumer<MessageSender.SendFailure> told) {
        long now = nanoTicker.getAsLong();
        for (Sent entry : sent) {
            if (now - entry.nanos() <= LONGEST) {
                told.accept(entry.failed());
            }
        }
        sent.clear();
    }

    private record Sent(long nanos, MessageSender.SendFailure failed) {}
}
