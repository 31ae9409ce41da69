package org.linekeeper.app;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.function.Supplier;

/** Ids of 96 random bits in letters and digits. Safe for use by any thread. */
final class RandomIds implements Supplier<String> {
    private static final int RADIX = 36;
    private static final int HALF = 6;

    /** A source of good randomness costs nearly as much for twelve bytes as for a thousand. */
    private static final int DRAWN = 2 * HALF * 80;

    private final SecureRandom random;
    private final ByteBuffer drawn = ByteBuffer.allocate(DRAWN).limit(0);

    RandomIds(SecureRandom random) {
        this.random = random;
    }

    @Override
    public synchronized String get() {
        if (!drawn.hasRemaining()) {
            drawn.clear();
            random.nextBytes(drawn.array());
        }
        return half() + half();
    }

    private String half() {
        long high = drawn.getInt() & 0xffff_ffffL;
        return Long.toString((high << Short.SIZE) | (drawn.getShort() & 0xffff), RADIX);
    }
}
