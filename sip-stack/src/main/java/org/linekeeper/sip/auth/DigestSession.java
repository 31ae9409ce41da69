package org.linekeeper.sip.auth;

/**
 * A nonce in use: the challenge it came with and how often it was used. Immutable; each use gives the next session.
 *
 * @param challenge where the nonce came from
 * @param uses how many requests carried it so far; the next one sends {@code nc} = uses + 1
 */
public record DigestSession(DigestChallenge challenge, int uses) {
    /** A nonce not used yet. */
    public static DigestSession of(DigestChallenge challenge) {
        return new DigestSession(challenge, 0);
    }

    /** The session after one more use. */
    public DigestSession used() {
        return new DigestSession(challenge, uses + 1);
    }
}
