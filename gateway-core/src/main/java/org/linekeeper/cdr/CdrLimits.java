package org.linekeeper.cdr;

import java.time.Duration;

/**
 * How much is kept and how long is waited.
 *
 * @param queue records that may wait for the disk
 * @param retry the pause after the disk refused
 * @param drain how long closing may take
 */
public record CdrLimits(int queue, Duration retry, Duration drain) {
    /** 100,000 records, a second, five seconds. */
    public static CdrLimits defaults() {
        return new CdrLimits(100_000, Duration.ofSeconds(1), Duration.ofSeconds(5));
    }
}
