package org.linekeeper.call;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.linekeeper.sip.auth.DigestChallenge;
import org.linekeeper.sip.auth.DigestSession;

/**
 * The nonces that PBXs gave out for calls, by line. Two calls of a line may run on two loops, so a use is taken atomically: no two
 * requests carry the same {@code nc} (RFC 7616 3.4). At most one nonce a line.
 */
final class NonceCache {
    private final ConcurrentMap<String, DigestSession> sessions = new ConcurrentHashMap<>();

    /** Takes one use of the line's nonce. */
    Optional<DigestSession> take(String lineId) {
        DigestSession after = sessions.computeIfPresent(lineId, (id, session) -> session.used());
        return after == null ? Optional.empty() : Optional.of(new DigestSession(after.challenge(), after.uses() - 1));
    }

    /** Remembers a fresh nonce and takes its first use. */
    DigestSession learn(String lineId, DigestChallenge challenge) {
        DigestSession fresh = DigestSession.of(challenge);
        sessions.put(lineId, fresh.used());
        return fresh;
    }

    /** Forgets a nonce that did not serve. */
    void forget(String lineId) {
        sessions.remove(lineId);
    }

    int size() {
        return sessions.size();
    }
}
