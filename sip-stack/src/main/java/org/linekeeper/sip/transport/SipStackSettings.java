package org.linekeeper.sip.transport;

import java.util.List;

/**
 * What the stack needs to start.
 *
 * @param userAgent value of User-Agent and Server headers
 * @param loops number of event loops; 0 for one per core
 * @param listeners at least one
 * @param limits what a peer may cost us
 */
public record SipStackSettings(String userAgent, int loops, List<ListenerSettings> listeners, TransportLimits limits) {
    public SipStackSettings {
        listeners = List.copyOf(listeners);
    }
}
