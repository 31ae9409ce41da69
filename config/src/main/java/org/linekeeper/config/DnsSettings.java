package org.linekeeper.config;

import java.time.Duration;
import java.util.List;

/**
 * Whom the daemon asks for names, and how long it believes them.
 *
 * @param servers asked in this order, IP literals; empty for those of the system
 * @param timeout of one try
 * @param tries per question, over all servers
 * @param minTtl a shorter TTL is stretched to this, so that TTL 0 is no query storm
 * @param maxTtl a longer TTL is cut to this
 * @param maxStale how long after its TTL an answer still serves when no server answers
 */
public record DnsSettings(
        List<Endpoint> servers, Duration timeout, int tries, Duration minTtl, Duration maxTtl, Duration maxStale) {
    public DnsSettings {
        servers = List.copyOf(servers);
    }

    public static DnsSettings defaults() {
        return new DnsSettings(
                List.of(), Duration.ofSeconds(2), 2, Duration.ofSeconds(1), Duration.ofDays(1), Duration.ofDays(1));
    }
}
