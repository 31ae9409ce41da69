package org.linekeeper.config;

import java.time.Duration;

/**
 * What one peer may send before it is cut off.
 *
 * @param maxMessageBytes a whole message, 1,200 to 1 MiB
 * @param messageTimeout from the first byte of a message on a stream to its last
 * @param handshakeTimeout for TLS
 * @param idleTimeout after which a silent connection is closed
 * @param maxConnections over all peers
 * @param maxConnectionsPerSource from one IP address
 * @param maxLinesPerFlow lines that register over one TCP or TLS connection, 1 to 10,000
 */
public record SipLimits(
        int maxMessageBytes,
        Duration messageTimeout,
        Duration handshakeTimeout,
        Duration idleTimeout,
        int maxConnections,
        int maxConnectionsPerSource,
        int maxLinesPerFlow) {
    public static SipLimits defaults() {
        return new SipLimits(
                64 << 10, Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofMinutes(10), 10_000, 500, 500);
    }
}
