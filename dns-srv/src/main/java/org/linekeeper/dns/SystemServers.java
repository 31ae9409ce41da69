package org.linekeeper.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.config.ResolvConfResolverConfigProvider;

/** The DNS servers of resolv.conf, read again now and then, as it changes under a daemon that runs for months. */
final class SystemServers implements Supplier<List<InetSocketAddress>> {
    private static final Duration REREAD = Duration.ofSeconds(10);

    private record Reading(List<InetSocketAddress> servers, Instant at) {}

    private final Clock clock;
    private volatile Reading last;

    SystemServers(Clock clock) {
        this.clock = clock;
        this.last = read(clock.instant());
    }

    @Override
    public List<InetSocketAddress> get() {
        Instant now = clock.instant();
        if (Duration.between(last.at(), now).abs().compareTo(REREAD) >= 0) {
            last = read(now);
        }
        return last.servers();
    }

    private static Reading read(Instant now) {
        ResolvConfResolverConfigProvider file = new ResolvConfResolverConfigProvider();
        file.initialize();
        List<InetSocketAddress> servers =
                file.servers().stream().filter(server -> !server.isUnresolved()).toList();
        // resolv.conf(5): "If no nameserver entries are present, the default is to use the name server on the local
        // machine."
        return new Reading(
                servers.isEmpty()
                        ? List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), SimpleResolver.DEFAULT_PORT))
                        : servers,
                now);
    }
}
