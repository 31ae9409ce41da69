package org.linekeeper.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * How DNS is asked.
 *
 * @param servers recursive DNS servers; empty for those of the system's resolv.conf, which is read again when it changes
 * @param timeout of one try; 10 ms to 1 minute
 * @param tries how often a query is sent in all before it counts as timed out, spread over the servers; every server gets
 *     at least one; 1 to 10
 * @param ttl bounds of the time that answers are kept
 * @param maxTargets how many targets a {@link Location.Found} has at most; 1 to 1000
 * @param addresses what to do with dual-stack hosts
 */
public record DnsSettings(
        List<InetSocketAddress> servers,
        Duration timeout,
        int tries,
        TtlLimits ttl,
        int maxTargets,
        AddressPolicy addresses) {
    public DnsSettings {
        servers = List.copyOf(servers);
        for (InetSocketAddress server : servers) {
            if (server.isUnresolved() || server.getPort() == 0) {
                throw new IllegalArgumentException("a DNS server must be an IP address with a port, not " + server);
            }
        }
        if (timeout.compareTo(Duration.ofMillis(10)) < 0 || timeout.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("the timeout of a try must be 10 ms to 1 min, it is " + timeout);
        }
        requireRange("tries", tries, 10);
        requireRange("maxTargets", maxTargets, 1000);
    }

    /** The system's servers, 2 tries of 2 seconds, 64 targets, IPv4 first. */
    public static DnsSettings defaults() {
        return new DnsSettings(List.of(), Duration.ofSeconds(2), 2, TtlLimits.defaults(), 64, AddressPolicy.IPV4_FIRST);
    }

    /** The same settings with other servers. */
    public DnsSettings withServers(List<InetSocketAddress> servers) {
        return new DnsSettings(servers, timeout, tries, ttl, maxTargets, addresses);
    }

    /** The same settings with other tries. */
    public DnsSettings withTries(int tries, Duration timeout) {
        return new DnsSettings(servers, timeout, tries, ttl, maxTargets, addresses);
    }

    /** The same settings with other bounds of the time that answers are kept. */
    public DnsSettings withTtl(TtlLimits ttl) {
        return new DnsSettings(servers, timeout, tries, ttl, maxTargets, addresses);
    }

    /** The same settings with another bound of the number of targets. */
    public DnsSettings withMaxTargets(int maxTargets) {
        return new DnsSettings(servers, timeout, tries, ttl, maxTargets, addresses);
    }

    /** The same settings with another choice for dual-stack hosts. */
    public DnsSettings withAddresses(AddressPolicy addresses) {
        return new DnsSettings(servers, timeout, tries, ttl, maxTargets, addresses);
    }

    private static void requireRange(String what, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(what + " must be 1 to " + max + ", it is " + value);
        }
    }
}
