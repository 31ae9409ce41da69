package org.linekeeper.registration.machine;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.linekeeper.sip.register.RegisterIdentity;

/**
 * 128 random bits that a line keeps for its life, over restarts too. The token in its Contact, its Call-ID and its instance are
 * made of them, so that a PBX sees one and the same device.
 *
 * @param high first 64 bits
 * @param low last 64 bits
 */
public record LineIdentity(long high, long low) {
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

    /** As it stands in a REGISTER. */
    public RegisterIdentity inRegister() {
        return new RegisterIdentity(high, low);
    }

    /** User part of the Contact: 32 hexadecimal digits. */
    public String contactToken() {
        return inRegister().contactUser();
    }
}
