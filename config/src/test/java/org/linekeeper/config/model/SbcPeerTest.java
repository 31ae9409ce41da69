package org.linekeeper.config.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.model.Entity.Kind;
import org.linekeeper.config.model.EntityJson.Outcome;

/** The far ends of a direct route: what is absent, what is refused. */
class SbcPeerTest {
    private static Outcome outcome(String members) {
        return EntityJson.read(
                Kind.DIRECT_ROUTE,
                "r",
                ("{\"enterpriseId\":\"e\",\"tenantFqdn\":\"t1.customers.example.net\"," + members + "}")
                        .getBytes(UTF_8));
    }

    private static DirectRoute read(String members) {
        assertThat(outcome(members)).isInstanceOf(Outcome.Good.class);
        return (DirectRoute) ((Outcome.Good) outcome(members)).entity();
    }

    private static List<String> problems(String members) {
        return outcome(members) instanceof Outcome.Bad bad
                ? bad.problems().stream().map(Problem::pointer).toList()
                : List.of();
    }

    @Test
    void teamsNeedsNoMoreThanItsKind() {
        DirectRoute route = read("\"peers\":[{\"kind\":\"teams\"}]");
        SbcPeer peer = route.peers().get(0);
        assertThat(route.problems()).isEmpty();
        assertThat(peer.hosts())
                .containsExactly(
                        "sip.pstnhub.microsoft.com", "sip2.pstnhub.microsoft.com", "sip3.pstnhub.microsoft.com");
        assertThat(peer.port()).isEqualTo(OptionalInt.of(5061));
        assertThat(peer.transport()).isEqualTo(Transport.TLS);
        assertThat(peer.trustedNetworks()).map(Cidr::toString).containsExactly("52.112.0.0/14", "52.120.0.0/14");
        assertThat(EntityJson.readStored(Kind.DIRECT_ROUTE, "r", EntityJson.writeWithSecrets(route)))
                .isEqualTo(new Outcome.Good(route));
    }

    @Test
    void anotherCloudHasItsOwnNameAndNetworks() {
        SbcPeer peer = read("\"peers\":[{\"kind\":\"teams\",\"host\":\"sip.pstnhub.gov.teams.microsoft.us\","
                        + "\"trustedNetworks\":[\"52.127.88.0/21\"]}]")
                .peers()
                .get(0);
        assertThat(peer.hosts()).containsExactly("sip.pstnhub.gov.teams.microsoft.us");
        assertThat(peer.trustedNetworks()).map(Cidr::toString).containsExactly("52.127.88.0/21");
    }

    @Test
    void routesOfTheFirstVersionAreReadAsTheyWere() {
        DirectRoute route = read("\"peers\":[{\"host\":\"sbc.example.com\",\"port\":null,\"transport\":\"udp\","
                + "\"lookup\":\"srv\",\"priority\":3,\"weight\":7,\"trustedNetworks\":[]}],\"enabled\":true");
        assertThat(route.baseFqdn()).isEmpty();
        assertThat(route.peers())
                .containsExactly(new SbcPeer(
                        "sbc.example.com", OptionalInt.empty(), Transport.UDP, DnsLookup.SRV, 3, 7, List.of()));
        assertThat(route.peers().get(0).hosts()).containsExactly("sbc.example.com");
    }

    @Test
    void teamsIsReachedByNameAndOverTlsOnly() {
        assertThat(problems("\"peers\":[{\"kind\":\"teams\",\"host\":\"192.0.2.1\",\"transport\":\"udp\"}]"))
                .containsExactly("/peers/0/host", "/peers/0/transport");
        assertThat(problems("\"peers\":[{\"host\":\"h\",\"certificateNames\":[\"*.example.com\",\"*\",\"a.*.b\"]}]"))
                .containsExactly("/peers/0/certificateNames/1", "/peers/0/certificateNames/2");
    }

    @Test
    void derivedNameIsOneLabelDeeperThanTheRegisteredOne() {
        assertThat(problems("\"peers\":[{\"kind\":\"teams\"}],\"baseFqdn\":\"customers.example.net\""))
                .isEmpty();
        assertThat(problems("\"peers\":[{\"kind\":\"teams\"}],\"baseFqdn\":\"example.net\""))
                .containsExactly("/baseFqdn");
        assertThat(read("\"peers\":[{\"kind\":\"teams\"}],\"baseFqdn\":\"Customers.example.net\"")
                        .trunkFqdn())
                .isEqualTo("customers.example.net");
        assertThat(read("\"peers\":[{\"kind\":\"teams\"}]").trunkFqdn()).isEqualTo("t1.customers.example.net");
        assertThat(read("\"peers\":[{\"kind\":\"teams\"}]").baseFqdn()).isEqualTo(Optional.empty());
    }
}
