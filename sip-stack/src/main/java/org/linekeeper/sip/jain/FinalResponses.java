package org.linekeeper.sip.jain;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/**
 * The final responses that went out to requests over UDP, as bytes, for as long as the request may come again. JAIN-SIP keeps a whole
 * transaction for that, with its timers: of a gateway's memory under load, most. Belongs to one loop.
 *
 * <p>RFC 3261 17.2.2: "When the server transaction enters the "Completed" state, it MUST set Timer J to fire in 64*T1 seconds".
 */
final class FinalResponses {
    /** Two of the same method and branch that come from two peers are two requests. */
    record Key(String method, String branch, String sentBy) {}

    /** INVITEs and what belongs to their transactions have timers of another kind. */
    private static final Set<String> OTHER_RULES = Set.of(Request.INVITE, Request.ACK, Request.CANCEL);

    /** Four spans of eight seconds make 64*T1; the one that is being filled comes on top. */
    private static final int SPANS = 5;

    private static final long SPAN_NANOS = 8_000_000_000L;

    /** More than a loop answers within a span unless somebody floods it; then a repeated request is taken for a new one. */
    static final int MOST_IN_SPAN = 50_000;

    private final LongSupplier nanoTicker;

    /** The present one first. */
    private final Deque<Map<Key, byte[]>> spans = new ArrayDeque<>(SPANS);

    private long present;

    FinalResponses(LongSupplier nanoTicker) {
        this.nanoTicker = nanoTicker;
    }

    /** What names the transaction of a request; null when its responses are not kept here. */
    static @Nullable Key key(SIPRequest request) {
        Via via = request.getTopmostVia();
        String branch = via.getBranch();
        return branch == null || !JainStack.hasCookie(branch) || OTHER_RULES.contains(request.getMethod())
                ? null
                : new Key(request.getMethod(), branch, via.getSentBy().toString());
    }

    void keep(Key key, byte[] response) {
        turn();
        Map<Key, byte[]> span = spans.getFirst();
        if (span.size() < MOST_IN_SPAN) {
            span.put(key, response);
        }
    }

    /** What was answered before; null for a request that is new. */
    byte @Nullable [] to(Key key) {
        turn();
        for (Map<Key, byte[]> span : spans) {
            byte[] response = span.get(key);
            if (response != null) {
                return response;
            }
        }
        return null;
    }

    private void turn() {
        long now = Math.floorDiv(nanoTicker.getAsLong(), SPAN_NANOS);
        for (long passed = Math.min(now - present, SPANS); passed > 0 || spans.isEmpty(); passed--) {
            if (spans.size() == SPANS) {
                spans.removeLast();
            }
            spans.addFirst(new HashMap<>());
        }
        present = now;
    }
}
