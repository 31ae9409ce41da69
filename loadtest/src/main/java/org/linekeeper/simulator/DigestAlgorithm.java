package org.linekeeper.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hash functions of digest authentication, RFC 7616 section 3.2 and RFC 8760. */
public enum DigestAlgorithm {
    MD5("MD5", "MD5"),
    SHA_256("SHA-256", "SHA-256");

    private final String token;
    private final String jdkName;

    DigestAlgorithm(String token, String jdkName) {
        this.token = token;
        this.jdkName = jdkName;
    }

    /** As the challenge writes it. */
    public String token() {
        return token;
    }

    String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance(jdkName).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The response with {@code qop=auth}, RFC 7616 section 3.4.1. */
    String response(Proof proof) {
        String a1 = hash(proof.user() + ":" + proof.realm() + ":" + proof.password());
        String a2 = hash(proof.method() + ":" + proof.uri());
        return hash(a1 + ":" + proof.nonce() + ":" + proof.count() + ":" + proof.clientNonce() + ":auth:" + a2);
    }

    /** What goes into a response. */
    record Proof(
            String user,
            String password,
            String realm,
            String nonce,
            String count,
            String clientNonce,
            String method,
            String uri) {}
}
