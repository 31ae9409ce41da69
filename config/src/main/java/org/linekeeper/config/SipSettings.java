package org.linekeeper.config;

import java.util.List;

/**
 * Where and how the daemon speaks SIP.
 *
 * @param userAgent the User-Agent and Server header
 * @param loops how many event loops; 0 for one per core
 * @param receiveBufferBytes socket receive buffer of each UDP listener
 * @param listeners at least one for each side when read from a file
 * @param limits what one peer may send
 */
public record SipSettings(
        String userAgent, int loops, int receiveBufferBytes, List<ListenerSettings> listeners, SipLimits limits) {
    public SipSettings {
        listeners = List.copyOf(listeners);
    }

    /** No listeners, for they have no default. */
    public static SipSettings defaults() {
        return new SipSettings("Linekeeper", 0, 4 << 20, List.of(), SipLimits.defaults());
    }
}
