package org.linekeeper.loadtest.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.linekeeper.simulator.CallPlan;
import org.linekeeper.simulator.CertificateAuthority;
import org.linekeeper.simulator.DnsServer;
import org.linekeeper.simulator.DnsZone;
import org.linekeeper.simulator.HostedPbx;
import org.linekeeper.simulator.PbxSettings;
import org.linekeeper.simulator.TeamsSbc;
import org.linekeeper.simulator.TeamsSettings;
import org.linekeeper.simulator.TlsIdentity;
import org.linekeeper.simulator.sip.MessageLog;
import org.linekeeper.simulator.sip.Violation;

/** Everything around the gateway: DNS, a hosted PBX, the Teams side, certificates. */
final class DemoWorld implements AutoCloseable {
    static final String SIP_DOMAIN = "acme.hosted.example";
    static final String PROXY = "proxy.hosted.example";
    static final String TEAMS_HOST = "sip.teams.example";
    static final String TENANT = "acme.sbc.example";
    static final Duration RINGING = Duration.ofMillis(400);

    private static final int TTL = 300;

    private final MessageLog log = new MessageLog(Clock.systemUTC());
    private final InetSocketAddress sipListener;
    private final InetSocketAddress tlsListener;
    private final DnsServer dns;
    private final HostedPbx pbx;
    private final TeamsSbc teams;

    private DemoWorld(DnsZone zone, InetSocketAddress sip, InetSocketAddress tls, TlsIdentity microsoft)
            throws IOException, GeneralSecurityException {
        this.sipListener = sip;
        this.tlsListener = tls;
        this.dns = DnsServer.start(DemoPlaces.at(DemoPlaces.DNS, 53_053), zone);
        this.pbx = HostedPbx.start(
                PbxSettings.of(SIP_DOMAIN, DemoPlaces.at(DemoPlaces.PBX, 5060))
                        .expires(Duration.ofSeconds(20), Duration.ofMinutes(5)),
                log);
        this.teams = TeamsSbc.start(
                new TeamsSettings(
                        TEAMS_HOST,
                        DemoPlaces.at(DemoPlaces.TEAMS, 5061),
                        microsoft,
                        Set.of(TENANT),
                        Map.of(TENANT, tls.getAddress()),
                        false),
                log);
    }

    /** Starts it all. The gateway's certificate, its key and the root are left in the folder. */
    static DemoWorld start(Path folder) throws IOException, GeneralSecurityException {
        CertificateAuthority authority = CertificateAuthority.create("Linekeeper demo");
        TlsIdentity gateway = authority.issue(TENANT);
        gateway.writeChain(folder.resolve("gateway.pem"));
        gateway.writeKey(folder.resolve("gateway.key"));
        authority.writeRoot(folder.resolve("roots.pem"));
        DnsZone zone = new DnsZone();
        DemoWorld world = new DemoWorld(
                zone,
                DemoPlaces.at(DemoPlaces.GATEWAY, 5060),
                DemoPlaces.at(DemoPlaces.GATEWAY, 5061),
                authority.issue(TEAMS_HOST));
        world.publish(zone);
        world.populate();
        return world;
    }

    private void publish(DnsZone zone) {
        int sip = pbx.edge().getPort();
        zone.add("_sip._udp." + PROXY, TTL, new DnsZone.Srv(10, 100, sip, "edge1.hosted.example"))
                .add("_sip._udp." + PROXY, TTL, new DnsZone.Srv(20, 100, sip, "edge2.hosted.example"))
                .add("edge1.hosted.example", TTL, DnsZone.Address.of(DemoPlaces.PBX))
                .add("edge2.hosted.example", TTL, DnsZone.Address.of(DemoPlaces.STANDBY))
                .add(
                        "_sips._tcp." + TEAMS_HOST,
                        TTL,
                        new DnsZone.Srv(10, 100, teams.address().getPort(), TEAMS_HOST))
                .add(TEAMS_HOST, TTL, DnsZone.Address.of(DemoPlaces.TEAMS));
    }

    private void populate() {
        for (DemoUser user : DemoUser.ALL) {
            pbx.account(new HostedPbx.Account(user.sipUser(), user.sipUser(), user.password()));
            teams.user(user.number(), CallPlan.answer(RINGING));
        }
        pbx.extension("*", CallPlan.answer(RINGING));
    }

    MessageLog log() {
        return log;
    }

    DnsServer dns() {
        return dns;
    }

    HostedPbx pbx() {
        return pbx;
    }

    TeamsSbc teams() {
        return teams;
    }

    /** Where the gateway listens for PBXs, UDP. */
    InetSocketAddress sipListener() {
        return sipListener;
    }

    /** Where the gateway listens for Teams, TLS. */
    InetSocketAddress tlsListener() {
        return tlsListener;
    }

    /** What both simulators hold against the gateway. */
    List<Violation> violations() {
        List<Violation> all = new ArrayList<>(pbx.violations());
        all.addAll(teams.violations());
        return all;
    }

    @Override
    public void close() {
        teams.close();
        pbx.close();
        dns.close();
    }
}
