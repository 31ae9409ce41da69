package org.linekeeper.registration.simulation;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.linekeeper.config.model.DnsLookup;
import org.linekeeper.config.model.HostPort;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.PbxType;
import org.linekeeper.config.model.Transport;
import org.linekeeper.dns.Location;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;

/** One PBX: two or three targets, one registrar behind them, a name in DNS. */
final class SimPbx {
    /** How long the effects of trouble may last when it is over: the longest pause of a target and a back-off. */
    private static final Duration AFTERMATH = Duration.ofMinutes(75);

    final String id;
    final SimRegistrar registrar;
    final List<Target> targets = new ArrayList<>();
    List<Target> located;
    boolean nameGone;
    boolean enabled = true;
    int proxyName;
    Duration expires = Duration.ofMinutes(10);
    private Instant quietSince = Instant.MIN;

    SimPbx(int number, SimTime time, SimNetwork network) {
        id = "pbx" + number;
        registrar = new SimRegistrar(time, id);
        for (int i = 1; i <= 2 + number % 2; i++) {
            InetSocketAddress address = address(number, i);
            targets.add(new Target(SipTransport.UDP, address, id + ".example.net"));
            network.registrars.put(address, registrar);
        }
        located = List.copyOf(targets);
    }

    private static InetSocketAddress address(int number, int last) {
        try {
            return new InetSocketAddress(
                    InetAddress.getByAddress(new byte[] {(byte) 192, 0, (byte) number, (byte) last}), 5060);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    Pbx settings() {
        return new Pbx(
                id,
                "ent",
                "PBX",
                PbxType.NETSAPIENS,
                domain(),
                Optional.of(new HostPort(proxy(), OptionalInt.empty())),
                Optional.of(Transport.UDP),
                DnsLookup.SRV,
                expires,
                List.of(),
                Optional.empty(),
                enabled);
    }

    String domain() {
        return id + ".service";
    }

    /** The same place has several names. */
    private String proxy() {
        return "proxy" + proxyName + "." + id + ".example.net";
    }

    Location locate() {
        return nameGone || located.isEmpty()
                ? new Location.NotFound(Location.Cause.NXDOMAIN, "The name does not exist.")
                : new Location.Found(located, Instant.MAX, false);
    }

    void trouble() {
        quietSince = Instant.MAX;
    }

    void quietFrom(Instant now) {
        if (quietSince.equals(Instant.MAX)) {
            quietSince = now.plus(AFTERMATH);
        }
    }

    /** What is over soon: a restart of ours, a change of settings. */
    void disturbed(Instant now) {
        if (!quietSince.equals(Instant.MAX) && quietSince.isBefore(now)) {
            quietSince = now;
        }
    }

    Instant quietSince() {
        return quietSince;
    }
}
