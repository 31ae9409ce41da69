package org.linekeeper.admin;

import java.time.Duration;

/**
 * What one client may cost the port.
 *
 * @param bodyBytes the longest body
 * @param connections how many at once
 * @param bodyTime how long a body may take to arrive
 * @param answerTime how long a handler may take
 * @param idleTime how long a connection may be without a whole request head
 * @param failedLogins wrong tokens a minute from one source
 * @param stopTime how long requests in progress may take when the port closes
 */
public record AdminLimits(
        int bodyBytes,
        int connections,
        Duration bodyTime,
        Duration answerTime,
        Duration idleTime,
        int failedLogins,
        Duration stopTime) {
    /** What fits a portal. */
    public static AdminLimits defaults() {
        return new AdminLimits(
                64 * 1024,
                512,
                Duration.ofSeconds(10),
                Duration.ofSeconds(15),
                Duration.ofSeconds(30),
                20,
                Duration.ofSeconds(5));
    }
}
