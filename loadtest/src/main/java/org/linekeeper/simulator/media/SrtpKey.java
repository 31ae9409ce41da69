package org.linekeeper.simulator.media;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One direction of an RTP stream under AES_CM_128_HMAC_SHA1_80 (RFC 3711), from the master key and salt of an {@code a=crypto}
 * line. Not thread-safe.
 */
public final class SrtpKey {
    /** Length of master key with salt, bytes. */
    static final int LENGTH = 30;

    private static final int MASTER_KEY = 16;
    private static final int TAG = 10;
    static final int ENCRYPTION = 0;
    static final int AUTHENTICATION = 1;
    static final int SALTING = 2;

    private final SecretKeySpec encryption;
    private final SecretKeySpec authentication;
    private final byte[] salt;

    /** @param master key of 16 bytes, then salt of 14 */
    public SrtpKey(byte[] master) throws GeneralSecurityException {
        if (master.length != LENGTH) {
            throw new GeneralSecurityException("a master key with salt has 30 bytes, not " + master.length);
        }
        encryption = new SecretKeySpec(derived(master, ENCRYPTION, 16), "AES");
        authentication = new SecretKeySpec(derived(master, AUTHENTICATION, 20), "HmacSHA1");
        salt = derived(master, SALTING, 14);
    }

    /** Encrypts and signs. */
    byte[] protect(RtpPacket packet, int rollover) throws GeneralSecurityException {
        byte[] clear = packet.bytes();
        byte[] cipher = crypted(clear, packet, rollover);
        byte[] whole = Arrays.copyOf(cipher, cipher.length + TAG);
        System.arraycopy(tag(cipher, rollover), 0, whole, cipher.length, TAG);
        return whole;
    }

    /** Checks and decrypts; fails when the signature is wrong. */
    RtpPacket unprotect(byte[] whole, int rollover) throws GeneralSecurityException {
        byte[] cipher = Arrays.copyOf(whole, Math.max(0, whole.length - TAG));
        byte[] tag = Arrays.copyOfRange(whole, cipher.length, whole.length);
        if (!Arrays.equals(tag, tag(cipher, rollover))) {
            throw new GeneralSecurityException("wrong signature");
        }
        return RtpPacket.of(crypted(cipher, RtpPacket.of(cipher), rollover));
    }

    /** RFC 3711 section 4.1.1: "IV = (k_s * 2^16) XOR (SSRC * 2^64) XOR (i * 2^16)". */
    private byte[] crypted(byte[] bytes, RtpPacket header, int rollover) throws GeneralSecurityException {
        ByteBuffer vector = ByteBuffer.allocate(16);
        vector.putInt(4, header.source());
        vector.putLong(8, (((long) rollover << 16) | header.sequence()) << 16);
        Cipher cipher = aes(encryption, exclusiveOr(salt, vector.array()));
        byte[] result = bytes.clone();
        cipher.doFinal(
                bytes, header.headerLength(), bytes.length - header.headerLength(), result, header.headerLength());
        return result;
    }

    private byte[] tag(byte[] cipher, int rollover) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(authentication);
        mac.update(cipher);
        mac.update(ByteBuffer.allocate(4).putInt(0, rollover));
        return Arrays.copyOf(mac.doFinal(), TAG);
    }

    /** RFC 3711 section 4.3.1, with a key derivation rate of zero: the label stands above the packet index's 48 bits. */
    static byte[] derived(byte[] master, int label, int length) throws GeneralSecurityException {
        byte[] labelled = new byte[16];
        labelled[7] = (byte) label;
        byte[] vector = exclusiveOr(Arrays.copyOfRange(master, MASTER_KEY, LENGTH), labelled);
        return aes(new SecretKeySpec(master, 0, MASTER_KEY, "AES"), vector).doFinal(new byte[length]);
    }

    private static Cipher aes(SecretKeySpec key, byte[] vector) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(vector));
        return cipher;
    }

    private static byte[] exclusiveOr(byte[] salt, byte[] other) {
        byte[] result = other.clone();
        for (int i = 0; i < salt.length; i++) {
            result[i] ^= salt[i];
        }
        return result;
    }
}
