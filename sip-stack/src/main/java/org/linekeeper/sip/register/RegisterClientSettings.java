package org.linekeeper.sip.register;

import java.time.Duration;

/**
 * What is the same for every REGISTER.
 *
 * @param userAgent value of the User-Agent header; some PBXs admit a device by it, so it stays the same over versions
 * @param t1 round-trip estimate of RFC 3261 17.1.1.1, more than zero; the transaction ends after 64*T1
 * @param t2 longest interval between retransmissions, not less than T1
 */
public record RegisterClientSettings(String userAgent, Duration t1, Duration t2) {
    /** The values of RFC 3261 17.1.2.1: T1 500 ms, T2 4 s. */
    public static RegisterClientSettings of(String userAgent) {
        return new RegisterClientSettings(userAgent, Duration.ofMillis(500), Duration.ofSeconds(4));
    }

    /** Timer F. */
    Duration timerF() {
        return t1.multipliedBy(64);
    }
}
