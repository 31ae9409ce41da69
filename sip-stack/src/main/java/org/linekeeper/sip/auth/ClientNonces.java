package org.linekeeper.sip.auth;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Client nonces (RFC 7616 3.4, {@code cnonce}) of 64 random bits, in sixteen hexadecimal digits. Any thread. */
public final class ClientNonces implements Supplier<String> {
    /** A source of good randomness costs nearly as much for one as for a hundred. */
    private static final int DRAWN_AT_ONCE = 64;

    private final RandomGenerator random;
    private final ByteBuffer drawn =
            ByteBuffer.allocate(DRAWN_AT_ONCE * Long.BYTES).limit(0);

    /** @param random unpredictable */
    public ClientNonces(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public synchronized String get() {
        if (!drawn.hasRemaining()) {
            drawn.clear();
            random.nextBytes(drawn.array());
        }
        return HexFormat.of().toHexDigits(drawn.getLong());
    }
}
