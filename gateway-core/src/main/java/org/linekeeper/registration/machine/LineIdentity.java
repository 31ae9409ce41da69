package org.linekeeper.registration.machine;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * 128 random bits that a line keeps for its life, over restarts too. The token in its Contact, its Call-ID and its instance are
 * made of them, so that a PBX sees one and the same device.
 *
 * @param high first 64 bits
 * @param low last 64 bits
 */
public record LineIdentity(long high, long low) {
    private static final HexFormat HEX = HexFormat.of();

    /** Draws a new identity; the generator must be unpredictable, because whoever knows the token can call the line. */
    public static LineIdentity draw(RandomGenerator random) {
        return new LineIdentity(random.nextLong(), random.nextLong());
    }

    /** Reads a token; empty when it is none. */
    public static Optional<LineIdentity> ofToken(String token) {
        if (token.length() != 32 || !token.chars().allMatch(HexFormat::isHexDigit)) {
            return Optional.empty();
        }
        return Optional.of(new LineIdentity(
                HexFormat.fromHexDigitsToLong(token, 0, 16), HexFormat.fromHexDigitsToLong(token, 16, 32)));
    }

    /** User part of the Contact: 32 hexadecimal digits. */
    public String contactToken() {
        return HEX.toHexDigits(high) + HEX.toHexDigits(low);
    }

    /** RFC 3261 10.2: "All registrations from a UAC SHOULD use the same Call-ID header field value". */
    public String callId() {
        return "reg-" + contactToken();
    }

    /** Tag of the From header. */
    public String fromTag() {
        return HEX.toHexDigits((int) (low ^ high));
    }

    /** {@code +sip.instance} (RFC 5626 4.1): the same over restarts. */
    public String instance() {
        String hex = contactToken();
        return "urn:uuid:" + hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-" + hex.substring(12, 16) + "-"
                + hex.substring(16, 20) + "-" + hex.substring(20);
    }
}
