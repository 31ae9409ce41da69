package org.linekeeper.call;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.linekeeper.sip.auth.DigestChallenge;
import org.linekeeper.sip.auth.DigestSession;

/**
 * The nonces that PBXs gave out for calls, by line. Two calls of a line may run on two loops, so a use is taken atomically: no two
 * requests carry the same {@code nc} (RFC 7616 3.4), nor after two calls were given the same nonce. At most one nonce a line.
 */
final class NonceCache {
    /**
     * @param next the session of the next use
     * @param shown whether it is shown unasked; its uses are remembered also after it did not serve, for it may be given again
     */
    private record Known(DigestSession next, boolean shown) {
        Known used() {
            return new Known(next.used(), true);
        }
    }

    private final ConcurrentMap<String, Known> sessions = new ConcurrentHashMap<>();

    /** Takes one use of the line's nonce. */
    Optional<DigestSession> take(String lineId) {
        Known after = sessions.computeIfPresent(lineId, (id, known) -> known.shown() ? known.used() : known);
        return after == null || !after.shown() ? Optional.empty() : Optional.of(before(after));
    }

    /** Remembers a nonce that a PBX has just given out and takes its next use: the first, unless it is known already. */
    DigestSession learn(String lineId, DigestChallenge challenge) {
        return before(sessions.compute(lineId, (id, known) -> {
            int uses = known != null && isSame(known.next().challenge(), challenge)
                    ? known.next().uses()
                    : 0;
            return new Known(new DigestSession(challenge, uses), true).used();
        }));
    }

    /** Shows a nonce that did not serve to nobody unasked. */
    void forget(String lineId) {
        sessions.computeIfPresent(lineId, (id, known) -> new Known(known.next(), false));
    }

    /** The line is gone. */
    void remove(String lineId) {
        sessions.remove(lineId);
    }

    int size() {
        return sessions.size();
    }

    private static boolean isSame(DigestChallenge one, DigestChallenge other) {
        return one.nonce().equals(other.nonce()) && one.sameProtectionSpace(other);
    }

    private static DigestSession before(Known after) {
        return new DigestSession(after.next().challenge(), after.next().uses() - 1);
    }
}
