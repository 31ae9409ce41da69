package org.linekeeper.simulator.sip;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What the simulators sent and received, oldest first, the last ten thousand messages. Any thread. */
public final class MessageLog {
    private static final int KEPT = 10_000;

    /**
     * One message.
     *
     * @param party whose log it is
     * @param sent by the party; otherwise received by it
     */
    public record Entry(Instant at, String party, boolean sent, Protocol protocol, SipMessage message) {}

    private final Clock clock;
    private final Deque<Entry> entries = new ArrayDeque<>();

    public MessageLog(Clock clock) {
        this.clock = clock;
    }

    synchronized void add(String party, boolean sent, Protocol protocol, SipMessage message) {
        if (entries.size() == KEPT) {
            entries.removeFirst();
        }
        entries.addLast(new Entry(clock.instant(), party, sent, protocol, message));
    }

    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** The messages of one call leg. */
    public List<Entry> ofCall(String callId) {
        return entries().stream()
                .filter(entry -> entry.message().callId().equals(callId))
                .toList();
    }
}
