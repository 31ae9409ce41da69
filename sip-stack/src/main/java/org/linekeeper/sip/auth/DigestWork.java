package org.linekeeper.sip.auth;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.linekeeper.sip.wire.MessageBuffer;

/**
 * Computes digest answers (RFC 7616 3.4) on bytes that one thread keeps for it.
 *
 * <p>HA2 is the same for all lines of a PBX and is kept for the URIs seen last. HA1 is computed each time: a line needs it about
 * once an hour and would pay for it with memory the whole hour, and it is worth as much as the password to whoever finds it.
 */
final class DigestWork {
    private static final ThreadLocal<DigestWork> CURRENT = ThreadLocal.withInitial(DigestWork::new);
    private static final int REMEMBERED = 64;

    private static final byte[] USERNAME = bytes("Digest username=");
    private static final byte[] REALM = bytes(", realm=");
    private static final byte[] NONCE = bytes(", nonce=");
    private static final byte[] URI = bytes(", uri=");
    private static final byte[] RESPONSE = bytes(", response=\"");
    private static final byte[] CNONCE = bytes("\", cnonce=");
    private static final byte[] NC = bytes(", qop=auth, nc=");
    private static final byte[] ALGORITHM = bytes(", algorithm=");
    private static final byte[] OPAQUE = bytes(", opaque=");
    private static final byte[] AUTH = bytes(":auth:");

    private final Map<DigestAlgorithm, MessageDigest> digests = new EnumMap<>(DigestAlgorithm.class);
    private final @Nullable Ha2[] remembered = new Ha2[REMEMBERED];
    private final MessageBuffer input = new MessageBuffer(256);
    private final byte[] hash = new byte[64];

    private DigestWork() {}

    /** The hexadecimal hash of method and URI. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Ha2(DigestAlgorithm algorithm, String method, String uri, byte[] hex) {
        boolean isOf(DigestAlgorithm otherAlgorithm, String otherMethod, String otherUri) {
            return algorithm == otherAlgorithm && uri.equals(otherUri) && method.equals(otherMethod);
        }
    }

    /** That of this thread. */
    static DigestWork current() {
        return CURRENT.get();
    }

    /** Writes the value of the credentials header. */
    void write(
            DigestSession session,
            DigestCredentials credentials,
            String method,
            String uri,
            String clientNonce,
            MessageBuffer to) {
        DigestChallenge challenge = session.challenge();
        to.raw(USERNAME).quoted("digest username", credentials.username());
        to.raw(REALM).quoted("digest realm", challenge.realm());
        to.raw(NONCE).quoted("digest nonce", challenge.nonce());
        to.raw(URI).quoted("digest uri", uri);
        int size = hash(session, credentials, ha2(challenge.algorithm(), method, uri), clientNonce);
        to.raw(RESPONSE).hex(hash, size);
        if (challenge.qopAuth()) {
            to.raw(CNONCE).quoted("digest cnonce", clientNonce).raw(NC).hex(session.uses(), 8);
        } else {
            to.raw('"');
        }
        to.raw(ALGORITHM).value("algorithm", challenge.algorithm().token());
        if (challenge.opaque().isPresent()) {
            to.raw(OPAQUE).quoted("digest opaque", challenge.opaque().get());
        }
    }

    /** Leaves the response in {@link #hash} and says how long it is. */
    private int hash(DigestSession session, DigestCredentials credentials, byte[] ha2, String clientNonce) {
        DigestChallenge challenge = session.challenge();
        MessageDigest digest = digestOf(challenge.algorithm());
        input.clear().unchecked(credentials.username()).raw(':');
        input.unchecked(challenge.realm()).raw(':').unchecked(credentials.password());
        int size = hash(digest);
        input.clear().hex(hash, size).raw(':').unchecked(challenge.nonce());
        if (challenge.qopAuth()) {
            // RFC 7616 3.4: "nc ... the hexadecimal count of the number of requests (including the current request)
            // that the client has sent with the nonce value in this request", 8 digits
            input.raw(':')
                    .hex(session.uses(), 8)
                    .raw(':')
                    .unchecked(clientNonce)
                    .raw(AUTH);
        } else {
            input.raw(':');
        }
        input.raw(ha2);
        return hash(digest);
    }

    private byte[] ha2(DigestAlgorithm algorithm, String method, String uri) {
        int place = (uri.hashCode() * 0x9E3779B9) >>> 26;
        Ha2 known = remembered[place];
        if (known == null || !known.isOf(algorithm, method, uri)) {
            input.clear().unchecked(method).raw(':').unchecked(uri);
            int size = hash(digestOf(algorithm));
            known = new Ha2(
                    algorithm, method, uri, input.clear().hex(hash, size).toByteArray());
            remembered[place] = known;
        }
        return known.hex();
    }

    private int hash(MessageDigest digest) {
        digest.update(input.array(), 0, input.length());
        try {
            return digest.digest(hash, 0, hash.length);
        } catch (DigestException e) {
            throw new IllegalStateException("No room for a " + digest.getAlgorithm() + " hash", e);
        }
    }

    private MessageDigest digestOf(DigestAlgorithm algorithm) {
        MessageDigest digest = digests.get(algorithm);
        if (digest == null) {
            try {
                digest = MessageDigest.getInstance(algorithm.jdkName());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("The JDK lacks " + algorithm.jdkName(), e);
            }
            digests.put(algorithm, digest);
        }
        return digest;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
