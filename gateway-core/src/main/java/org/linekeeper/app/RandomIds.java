package org.linekeeper.app;

import java.security.SecureRandom;
import java.util.function.Supplier;

/** Ids of 96 random bits in letters and digits. Safe for use by any thread. */
final class RandomIds implements Supplier<String> {
    private static final int RADIX = 36;
    private static final int HALF = 48;

    private final SecureRandom random;

    RandomIds(SecureRandom random) {
        this.random = random;
    }

    @Override
    public String get() {
        return half() + half();
    }

    private String half() {
        return Long.toString(random.nextLong() >>> (Long.SIZE - HALF), RADIX);
    }
}
