package org.linekeeper.sip.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Computes digest answers (RFC 7616 3.4) with qop "auth", or without qop where the server offers none. Any thread, as far as the
 * source of client nonces allows.
 */
public final class DigestClient {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte COLON = ':';

    private final Supplier<String> clientNonce;

    /**
     * @param clientNonce gives a new unpredictable value of letters and digits each time
     */
    public DigestClient(Supplier<String> clientNonce) {
        this.clientNonce = clientNonce;
    }

    /**
     * One answer and the session after it.
     *
     * @param authorization the header to send
     * @param session to be used for the next request; its count includes this one
     */
    public record Answer(Authorization authorization, DigestSession session) {}

    /**
     * Answers for one request. The caller has decided that these credentials may be shown to whoever sent the challenge.
     *
     * @param method method of the request
     * @param uri its Request-URI, exactly as sent
     * @throws IllegalArgumentException when user name, realm, nonce, opaque or URI hold a control character
     */
    public Answer answer(DigestSession session, DigestCredentials credentials, String method, String uri) {
        DigestChallenge challenge = session.challenge();
        DigestSession next = session.used();
        MessageDigest digest = digestOf(challenge.algorithm());
        String ha1 = hash(digest, credentials.username(), challenge.realm(), credentials.password());
        String ha2 = hash(digest, method, uri);
        StringBuilder value = new StringBuilder(300).append("Digest ");
        quoted(value, "username", credentials.username());
        quoted(value.append(", "), "realm", challenge.realm());
        quoted(value.append(", "), "nonce", challenge.nonce());
        quoted(value.append(", "), "uri", uri);
        if (challenge.qopAuth()) {
            // RFC 7616 3.4: "nc ... the hexadecimal count of the number of requests (including the current request)
            // that the client has sent with the nonce value in this request", 8 digits
            String nc = HEX.toHexDigits(next.uses());
            String cnonce = clientNonce.get();
            String response = hash(digest, ha1, challenge.nonce(), nc, cnonce, "auth", ha2);
            quoted(value.append(", "), "response", response);
            quoted(value.append(", "), "cnonce", cnonce);
            value.append(", qop=auth, nc=").append(nc);
        } else {
            quoted(value.append(", "), "response", hash(digest, ha1, challenge.nonce(), ha2));
        }
        value.append(", algorithm=").append(challenge.algorithm().token());
        challenge.opaque().ifPresent(opaque -> quoted(value.append(", "), "opaque", opaque));
        return new Answer(new Authorization(headerName(challenge), value.toString()), next);
    }

    private static String headerName(DigestChallenge challenge) {
        return switch (challenge.source()) {
            case USER_AGENT_SERVER -> "Authorization";
            case PROXY -> "Proxy-Authorization";
        };
    }

    private static String hash(MessageDigest digest, String... parts) {
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                digest.update(COLON);
            }
            digest.update(parts[i].getBytes(StandardCharsets.UTF_8));
        }
        return HEX.formatHex(digest.digest());
    }

    private static void quoted(StringBuilder to, String name, String value) {
        to.append(name).append("=\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == 0x7f) {
                throw new IllegalArgumentException(
                        String.format(Locale.ROOT, "The digest %s holds a control character (%d)", name, (int) c));
            }
            if (c == '"' || c == '\\') {
                to.append('\\');
            }
            to.append(c);
        }
        to.append('"');
    }

    private static MessageDigest digestOf(DigestAlgorithm algorithm) {
        try {
            return MessageDigest.getInstance(algorithm.jdkName());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The JDK lacks " + algorithm.jdkName(), e);
        }
    }
}
