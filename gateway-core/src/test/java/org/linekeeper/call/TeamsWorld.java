package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.SbcPeer;
import org.linekeeper.config.model.Secret;

/** A call world with the tenants and the user of the Teams messages; whatever the gateway says to Teams is held to its rules. */
final class TeamsWorld implements AutoCloseable {
    static final String USER = "+14255550101";
    static final String TENANT = "sbc1.example.com";
    static final String TOKEN = "tok-" + TENANT;

    final CallWorld world;
    private final TeamsRequirements teams =
            new TeamsRequirements(Set.of(TENANT, "*.customers.example.net", "vnsbc.example.com"));
    private final List<UdpPeer> addresses = new ArrayList<>();

    TeamsWorld() throws IOException {
        world = new CallWorld();
        tenant(TENANT);
        tenant("tenant7.customers.example.net");
        tenant("vnsbc.example.com");
        world.locator.at("sip-du-a-eu.pstnhub.microsoft.com", world.sbc.address());
    }

    private void tenant(String fqdn) {
        route(fqdn, "sbc.example.com");
        world.addLine(fqdn, "201t", USER);
        Line line = world.directory.lines.get(fqdn);
        world.directory.lines.put(
                fqdn,
                new Line(
                        fqdn,
                        line.pbxId(),
                        fqdn,
                        line.teamsUser(),
                        USER,
                        line.sipUser(),
                        Optional.empty(),
                        Secret.of("secret"),
                        line.displayName(),
                        true));
    }

    /** Gives the tenant's direct route these SBCs, in this order. */
    void route(String fqdn, String... hosts) {
        List<SbcPeer> peers = new ArrayList<>();
        for (String host : hosts) {
            peers.add(CallWorld.peer(host, peers.size()));
        }
        world.directory.routes.remove("r1");
        world.directory.routes.put(fqdn, new DirectRoute(fqdn, "e1", fqdn, List.copyOf(peers), true));
    }

    /** Teams sends each request within a dialog from where it likes. */
    UdpPeer anotherAddress() throws IOException {
        UdpPeer peer = new UdpPeer("127.77.106." + (11 + addresses.size()));
        addresses.add(peer);
        return peer;
    }

    /** No message that went to Teams breaks a rule of Teams. */
    void assertStrict() {
        List<SipText> said = new ArrayList<>(world.sbc.heard());
        addresses.forEach(peer -> said.addAll(peer.heard()));
        assertThat(said).isNotEmpty().allSatisfy(message -> assertThat(teams.refusal(message))
                .as(message.start())
                .isEmpty());
    }

    @Override
    public void close() {
        addresses.forEach(UdpPeer::close);
        world.close();
    }
}
