package org.linekeeper.bench.registrar;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.linekeeper.bench.octets.Octets;
import org.linekeeper.bench.octets.Span;

/** MD5 digests with qop=auth (RFC 7616 section 3.4.1), computed over what was sent. For one thread. */
final class DigestCheck {
    static final int HEX_LENGTH = 32;
    private static final byte[] METHOD = Octets.ascii("REGISTER:");
    private static final byte[] AUTH = Octets.ascii("auth");

    private final MessageDigest md5;
    private final byte[] hash = new byte[16];
    private final byte[] hex = new byte[HEX_LENGTH];
    private final byte[] input = new byte[1024];
    // All requests to one domain have the same digest URI, and so the same A2.
    private byte[] lastUri = new byte[0];
    private final byte[] ha2 = new byte[HEX_LENGTH];

    DigestCheck() {
        try {
            md5 = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    /** Puts the hexadecimal digest of user, realm and password. */
    void putHa1(String user, String realm, String password, byte[] to, int at) {
        byte[] text = Octets.ascii(user + ":" + realm + ":" + password);
        System.arraycopy(text, 0, input, 0, text.length);
        putDigest(text.length, to, at);
    }

    /** The hexadecimal MD5 of a text of at most 1,024 ASCII characters. */
    String hex(String text) {
        byte[] octets = Octets.ascii(text);
        System.arraycopy(octets, 0, input, 0, octets.length);
        byte[] digest = new byte[HEX_LENGTH];
        putDigest(octets.length, digest, 0);
        return new String(digest, StandardCharsets.US_ASCII);
    }

    /** Whether the response is right for the account whose HA1 stands in the array. */
    boolean isRight(byte[] bytes, Credentials sent, byte[] ha1, int ha1At) {
        int room = HEX_LENGTH * 2 + sent.nonce.length() + sent.nc.length() + sent.cnonce.length() + 16;
        if (room > input.length
                || sent.uri.length() + METHOD.length > input.length
                || !Octets.startsWith(bytes, sent.qop.from(), sent.qop.to(), AUTH)) {
            return false;
        }
        prepareHa2(bytes, sent.uri);
        System.arraycopy(ha1, ha1At, input, 0, HEX_LENGTH);
        int end = put(bytes, sent.nonce, HEX_LENGTH);
        end = put(bytes, sent.nc, end);
        end = put(bytes, sent.cnonce, end);
        end = put(bytes, sent.qop, end);
        input[end++] = ':';
        System.arraycopy(ha2, 0, input, end, HEX_LENGTH);
        putDigest(end + HEX_LENGTH, hex, 0);
        return Arrays.equals(hex, 0, HEX_LENGTH, bytes, sent.response.from(), sent.response.to());
    }

    private int put(byte[] bytes, Span span, int end) {
        input[end] = ':';
        System.arraycopy(bytes, span.from(), input, end + 1, span.length());
        return end + 1 + span.length();
    }

    private void prepareHa2(byte[] bytes, Span uri) {
        if (!Arrays.equals(lastUri, 0, lastUri.length, bytes, uri.from(), uri.to())) {
            lastUri = Arrays.copyOfRange(bytes, uri.from(), uri.to());
            System.arraycopy(METHOD, 0, input, 0, METHOD.length);
            System.arraycopy(lastUri, 0, input, METHOD.length, lastUri.length);
            putDigest(METHOD.length + lastUri.length, ha2, 0);
        }
    }

    private void putDigest(int length, byte[] to, int at) {
        try {
            md5.update(input, 0, length);
            md5.digest(hash, 0, hash.length);
        } catch (DigestException e) {
            throw new IllegalStateException("MD5 needs 16 bytes", e);
        }
        Octets.putHex(to, at, hash);
    }
}
