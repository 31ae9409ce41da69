package org.linekeeper.sip.register;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.linekeeper.sip.wire.MessageBuffer;

/**
 * The 128 random bits by which a registrar knows one line as one device, over restarts too: the user part of its Contact, its
 * Call-ID, its From tag and its instance are made of them.
 *
 * @param high first 64 bits
 * @param low last 64 bits
 */
public record RegisterIdentity(long high, long low) {
    private static final HexFormat HEX = HexFormat.of();
    /** A table and no branch: random digits are guessed wrong half of the time. */
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private static final String CALL_ID = "reg-";
    private static final String INSTANCE = "urn:uuid:";
    private static final int TOKEN_LENGTH = 32;

    /** User part of the Contact: 32 hexadecimal digits. */
    public String contactUser() {
        return HEX.toHexDigits(high) + HEX.toHexDigits(low);
    }

    /** RFC 3261 10.2: "All registrations from a UAC SHOULD use the same Call-ID header field value". */
    public String callId() {
        return CALL_ID + contactUser();
    }

    /** Tag of the From header. */
    public String fromTag() {
        return HEX.toHexDigits(tag());
    }

    /** {@code +sip.instance} (RFC 5626 4.1): the same over restarts. */
    public String instance() {
        String hex = contactUser();
        return INSTANCE + hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-" + hex.substring(12, 16) + "-"
                + hex.substring(16, 20) + "-" + hex.substring(20);
    }

    void writeContactUser(MessageBuffer to) {
        to.hex(high, 16).hex(low, 16);
    }

    void writeCallId(MessageBuffer to) {
        to.unchecked(CALL_ID);
        writeContactUser(to);
    }

    void writeFromTag(MessageBuffer to) {
        to.hex(tag(), 8);
    }

    void writeInstance(MessageBuffer to) {
        to.unchecked(INSTANCE)
                .hex(high >>> 32, 8)
                .raw('-')
                .hex(high >>> 16, 4)
                .raw('-')
                .hex(high, 4);
        to.raw('-').hex(low >>> 48, 4).raw('-').hex(low, 12);
    }

    /** Whether these bytes are {@link #contactUser}. */
    boolean isContactUser(byte[] message, int from, int to) {
        return to - from == TOKEN_LENGTH && isHex(high, message, from) && isHex(low, message, from + 16);
    }

    /** Whether these bytes are {@link #callId}. */
    boolean isCallId(byte[] message, int from, int to) {
        int token = from + CALL_ID.length();
        return Bytes.startsWith(message, from, to, CALL_ID) && isContactUser(message, token, to);
    }

    /** Whether these bytes are {@link #instance}. */
    boolean isInstance(byte[] message, int from, int to) {
        return Bytes.equal(message, from, to, instance());
    }

    private static boolean isHex(long bits, byte[] message, int from) {
        for (int i = 0, shift = 60; i < 16; i++, shift -= 4) {
            if (message[from + i] != DIGITS[(int) (bits >>> shift) & 15]) {
                return false;
            }
        }
        return true;
    }

    private int tag() {
        return (int) (low ^ high);
    }
}
