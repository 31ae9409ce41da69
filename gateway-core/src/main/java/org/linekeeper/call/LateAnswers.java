package org.linekeeper.call;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.linekeeper.dns.Target;

/**
 * The ACKs to answers of re-INVITEs, for as long after the end of their calls as such an answer may come again. A 2xx within a dialog
 * says nothing of the route set, so the ACK cannot be written from it alone. Any thread.
 */
final class LateAnswers {
    /** RFC 3261 13.3.1.4: a 2xx is repeated until its ACK has come, for 64*T1 at most. */
    private static final Duration REPEATED = Duration.ofSeconds(32);

    /** Which answer an ACK belongs to. */
    record Key(String callId, String toTag, long cseq) {
        static Key of(Message message) {
            return new Key(
                    SipMessages.callId(message), SipMessages.toTag(message).orElse(""), SipMessages.cseq(message));
        }
    }

    /**
     * An ACK, as text because that is small, and where it goes.
     *
     * @param key of the answer
     * @param ack as it was written
     * @param target where it went
     * @param listener where it left from
     */
    record Kept(Key key, String ack, Target target, String listener) {
        static Kept of(Request ack, Target target, String listener) {
            return new Kept(Key.of(ack), ack.toString(), target, listener);
        }
    }

    private record Due(Instant at, Key key) {}

    private final Clock clock;
    private final Map<Key, Kept> acks = new ConcurrentHashMap<>();
    private final Deque<Due> order = new ConcurrentLinkedDeque<>();

    LateAnswers(Clock clock) {
        this.clock = clock;
    }

    /** A call has ended; what was kept long enough is forgotten. */
    void keep(Kept ack) {
        Instant now = clock.instant();
        forget(now);
        acks.put(ack.key(), ack);
        order.addLast(new Due(now.plus(REPEATED), ack.key()));
    }

    /** The ACK to a 2xx to INVITE whose dialog is gone; empty when it was no re-INVITE of ours. */
    Optional<Kept> to(Response answer) {
        return Optional.ofNullable(acks.get(Key.of(answer)));
    }

    private void forget(Instant now) {
        for (Due due = order.peekFirst(); due != null && !now.isBefore(due.at()); due = order.peekFirst()) {
            if (order.removeFirstOccurrence(due)) {
                acks.remove(due.key());
            }
        }
    }
}
