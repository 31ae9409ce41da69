package org.linekeeper.sip.auth;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the usual challenge, one of Digest written as in RFC 7616 3.3, where it lies in a message. Realm and opaque of a challenge
 * like one seen before are the same objects, so that lines of one PBX share them and each keeps only its nonce. One thread.
 */
public final class ChallengeScan {
    private static final int PLACES = 64;
    private static final String SCHEME = "digest";

    private final @Nullable Known[] seen = new Known[PLACES];
    private final ChallengeParameters parameters = new ChallengeParameters();

    /** What challenges of one PBX have in common. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Known(byte[] realmBytes, byte[] opaqueBytes, String realm, Optional<String> opaque) {}

    /**
     * Reads the value of one WWW-Authenticate or Proxy-Authenticate header.
     *
     * @param message holds the value
     * @param from its first byte
     * @param to after its last byte
     * @return null when it is not the usual challenge: {@link DigestChallenges#parse} knows more
     */
    public @Nullable DigestChallenge read(DigestChallenge.Source source, byte[] message, int from, int to) {
        int at = from;
        for (int i = 0; i < SCHEME.length(); i++, at++) {
            if (at >= to || (message[at] | 0x20) != SCHEME.charAt(i)) {
                return null;
            }
        }
        if (at >= to || message[at] != ' ' || !parameters.read(message, at, to)) {
            return null;
        }
        DigestAlgorithm algorithm = algorithm(message);
        ChallengeParameters.Range qop = parameters.qop;
        boolean qopAuth = qop.present() && qop.isWord(message, "auth");
        if (algorithm == null
                || !parameters.realm.present()
                || !parameters.nonce.present()
                || (qop.present() && !qopAuth && !qop.isEmpty())) {
            return null;
        }
        Known known = known(message, parameters.realm, parameters.opaque);
        return new DigestChallenge(
                source,
                known.realm(),
                parameters.nonce.text(message),
                known.opaque(),
                algorithm,
                qopAuth,
                parameters.stale.isWord(message, "true"));
    }

    private @Nullable DigestAlgorithm algorithm(byte[] message) {
        ChallengeParameters.Range given = parameters.algorithm;
        if (!given.present() || given.isWord(message, "md5")) {
            return DigestAlgorithm.MD5;
        }
        return given.isWord(message, "sha-256") ? DigestAlgorithm.SHA_256 : null;
    }

    private Known known(byte[] message, ChallengeParameters.Range realm, ChallengeParameters.Range opaque) {
        int hash = realm.hash(message) * 31 + opaque.hash(message);
        int place = (hash * 0x9E3779B9) >>> 26;
        Known known = seen[place];
        if (known == null
                || !realm.equal(message, known.realmBytes())
                || !opaque.equal(message, known.opaqueBytes())
                || opaque.present() != known.opaque().isPresent()) {
            known = new Known(
                    realm.copy(message),
                    opaque.copy(message),
                    realm.text(message),
                    opaque.present() ? Optional.of(opaque.text(message)) : Optional.empty());
            seen[place] = known;
        }
        return known;
    }
}
