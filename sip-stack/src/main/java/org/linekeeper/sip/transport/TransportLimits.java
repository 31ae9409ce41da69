package org.linekeeper.sip.transport;

import java.time.Duration;

/**
 * What a peer may cost us.
 *
 * @param maxMessageBytes a longer message is refused and its connection closed, 1,200 to 1,048,576
 * @param messageTimeout from the first byte of a message on a stream to its last
 * @param handshakeTimeout from TCP accept to the end of the TLS handshake
 * @param idleTimeout a stream without any byte for so long is closed
 * @param maxConnections accepted streams at one time
 * @param maxConnectionsPerSource accepted streams at one time from one address
 * @param datagramBufferBytes what the kernel may hold for us on each UDP socket, each way; it may grant less
 * @param maxPendingWriteBytes a stream whose peer does not read is closed beyond this
 * @param maxLinesPerFlow lines that register over one connection, 1 to 10,000
 */
public record TransportLimits(
        int maxMessageBytes,
        Duration messageTimeout,
        Duration handshakeTimeout,
        Duration idleTimeout,
        int maxConnections,
        int maxConnectionsPerSource,
        int datagramBufferBytes,
        int maxPendingWriteBytes,
        int maxLinesPerFlow) {
    /** What applies when nothing is set. */
    public static TransportLimits defaults() {
        return new TransportLimits(
                65_536,
                Duration.ofSeconds(15),
                Duration.ofSeconds(10),
                Duration.ofMinutes(10),
                10_000,
                500,
                4 << 20,
                1_048_576,
                500);
    }
}
