package org.linekeeper.sip.auth;

import java.util.Optional;

/**
 * One challenge that we are able to answer.
 *
 * @param source which header carried it, and so which header answers it
 * @param realm protection space
 * @param nonce opaque to us
 * @param opaque to be echoed
 * @param algorithm hash to use
 * @param qopAuth whether the server offers qop "auth"; false is the RFC 2069 form without qop
 * @param stale the nonce was old, the password is right
 */
public record DigestChallenge(
        Source source,
        String realm,
        String nonce,
        Optional<String> opaque,
        DigestAlgorithm algorithm,
        boolean qopAuth,
        boolean stale) {
    /** Whether the other one asks for the same credentials: same kind of header, same realm (RFC 3261 22.1). */
    public boolean sameProtectionSpace(DigestChallenge other) {
        return source == other.source && realm.equals(other.realm);
    }

    /** The same challenge with a nonce that the server gave later (RFC 7616 3.5, nextnonce). */
    public DigestChallenge withNonce(String next) {
        return new DigestChallenge(source, realm, next, opaque, algorithm, qopAuth, false);
    }

    /** Which header carried a challenge. */
    public enum Source {
        /** 401, WWW-Authenticate, answered by Authorization. */
        USER_AGENT_SERVER,
        /** 407, Proxy-Authenticate, answered by Proxy-Authorization. */
        PROXY
    }
}
