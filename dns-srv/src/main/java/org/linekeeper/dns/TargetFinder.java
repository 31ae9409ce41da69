package org.linekeeper.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.linekeeper.dns.Finding.Nothing;
import org.linekeeper.dns.Finding.Pending;
import org.linekeeper.dns.Finding.Targets;
import org.linekeeper.dns.Location.Cause;
import org.linekeeper.dns.ResourceRecord.Address;
import org.linekeeper.dns.ResourceRecord.Srv;

/** Turns SRV and address records into targets, RFC 3263 4.2. Pure. */
final class TargetFinder {
    static final String LOCALHOST = "localhost";

    private final KnownAnswers answers;
    private final DnsSettings settings;
    private final String serverName;
    private final long seed;

    /** @param serverName what every target says it belongs to */
    TargetFinder(KnownAnswers answers, DnsSettings settings, String serverName, long seed) {
        this.answers = answers;
        this.settings = settings;
        this.serverName = serverName;
        this.seed = seed;
    }

    /** One target at an address that needs no lookup. */
    Targets at(InetAddress address, SipTransport transport, int port) {
        return new Targets(List.of(target(address, transport, port)));
    }

    /** The targets of a service's SRV records; {@code SERVICE_NOT_OFFERED} when they say so. */
    Finding services(String service, SipTransport transport) {
        Lookup lookup = answers.find(service, RecordType.SRV);
        if (lookup instanceof Lookup.Pending) {
            return new Pending();
        }
        if (lookup instanceof Lookup.Failed failed) {
            return Advice.outage(failed.cause(), serverName, service, failed.detail());
        }
        if (lookup instanceof Lookup.None) {
            return Advice.deadSrv(Cause.NO_RECORDS, service);
        }
        List<Srv> offered = ((Lookup.Records) lookup)
                .of(Srv.class).stream()
                        .filter(record -> !record.target().isEmpty())
                        .toList();
        if (offered.isEmpty()) {
            return Advice.notOffered(service);
        }
        List<Srv> usable = offered.stream().filter(record -> record.port() > 0).toList();
        return resolve(SrvOrder.order(usable, new SplittableRandom(seed), settings.maxTargets()), service, transport);
    }

    private Finding resolve(List<Srv> ordered, String service, SipTransport transport) {
        // Each host gets its share, so that one with very many addresses does not crowd out those behind it.
        int share = Math.max(2, settings.maxTargets() / Math.max(1, ordered.size()));
        Set<Target> targets = new LinkedHashSet<>();
        boolean pending = false;
        Nothing outage = null;
        int best = -1;
        int preferred = 0;
        for (Srv record : ordered) {
            Finding found = addresses(record.target(), transport, record.port());
            if (found instanceof Targets some) {
                targets.addAll(limited(some.targets(), share));
                best = best < 0 ? record.priority() : best;
                preferred = record.priority() == best ? targets.size() : preferred;
            } else if (found instanceof Nothing nothing && nothing.isOutage() && outage == null) {
                outage = nothing;
            }
            pending |= found instanceof Pending;
        }
        if (pending) {
            return new Pending();
        }
        if (!targets.isEmpty()) {
            List<Target> all = limited(List.copyOf(targets), settings.maxTargets());
            return new Targets(all, Math.min(preferred, all.size()));
        }
        return outage == null ? Advice.deadSrv(Cause.NO_RECORDS, service) : outage;
    }

    /** The targets at the addresses of a host. */
    Finding addresses(String host, SipTransport transport, int port) {
        if (host.equalsIgnoreCase(LOCALHOST)) {
            return loopback(transport, port);
        }
        List<Target> targets = new ArrayList<>();
        boolean pending = false;
        Nothing outage = null;
        Cause none = Cause.NXDOMAIN;
        for (RecordType family : families()) {
            Lookup lookup = answers.find(host, family);
            if (lookup instanceof Lookup.Records records) {
                for (Address address : shuffled(records.of(Address.class), host)) {
                    targets.add(target(address.address(), transport, port));
                }
            } else if (lookup instanceof Lookup.Failed failed && outage == null) {
                outage = Advice.outage(failed.cause(), serverName, host, failed.detail());
            } else if (lookup instanceof Lookup.None empty && empty.cause() != Cause.NXDOMAIN) {
                none = empty.cause();
            }
            pending |= lookup instanceof Lookup.Pending;
        }
        if (pending) {
            return new Pending();
        }
        if (!targets.isEmpty()) {
            return new Targets(limited(targets, settings.maxTargets()));
        }
        return outage == null ? Advice.noAddress(none, host) : outage;
    }

    /** RFC 6761 6.3: "Name resolution APIs and libraries [...] SHOULD always return the IP loopback address". */
    private Targets loopback(SipTransport transport, int port) {
        byte[] v4 = {127, 0, 0, 1};
        byte[] v6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
        return new Targets(families().stream()
                .map(family -> target(HostName.address(family == RecordType.A ? v4 : v6), transport, port))
                .toList());
    }

    private List<RecordType> families() {
        return switch (settings.addresses()) {
            case IPV4_FIRST -> List.of(RecordType.A, RecordType.AAAA);
            case IPV6_FIRST -> List.of(RecordType.AAAA, RecordType.A);
            case IPV4_ONLY -> List.of(RecordType.A);
            case IPV6_ONLY -> List.of(RecordType.AAAA);
        };
    }

    /** DNS gives no order to addresses; a random one spreads the load where nobody wrote SRV records. */
    private List<Address> shuffled(List<Address> addresses, String host) {
        List<Address> shuffled = new ArrayList<>(addresses);
        SrvOrder.shuffle(shuffled, new SplittableRandom(seed ^ ((long) host.hashCode() << 32)));
        return shuffled;
    }

    private Target target(InetAddress address, SipTransport transport, int port) {
        return new Target(transport, new InetSocketAddress(address, port), serverName);
    }

    private static List<Target> limited(List<Target> targets, int limit) {
        return targets.subList(0, Math.min(limit, targets.size()));
    }
}
