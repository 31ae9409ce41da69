package org.linekeeper.sip.jain;

import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.linekeeper.sip.transport.InboundDemux;

/** Branches of our client transactions: a mark of this start of the process, then what makes each one unique. */
final class Branches {
    private static final String KIND = "j";

    private final String prefix;
    private final AtomicLong next = new AtomicLong();
    private final int salt;

    Branches(SplittableRandom seeds) {
        this.salt = seeds.nextInt();
        this.prefix = InboundDemux.BRANCH_COOKIE + KIND + HexFormat.of().toHexDigits(seeds.nextInt());
    }

    /** RFC 3261 8.1.1.7: unique "across space and time". */
    String next() {
        long number = next.incrementAndGet();
        int scrambled = (int) ((number * 0x9E3779B97F4A7C15L) >>> 32) ^ salt;
        return prefix
                + HexFormat.of().toHexDigits((int) number)
                + HexFormat.of().toHexDigits(scrambled);
    }

    boolean isOurs(String branch) {
        return branch.startsWith(prefix);
    }
}
