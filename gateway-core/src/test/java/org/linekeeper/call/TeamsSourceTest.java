package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.DnsLookup;
import org.linekeeper.config.model.PeerKind;
import org.linekeeper.config.model.SbcPeer;
import org.linekeeper.config.model.Transport;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.sip.transport.MessageSource;

/** Whose calls are taken: by address, by certificate, or by both. */
class TeamsSourceTest {
    private static final String INSIDE = "127.77.22.5";
    private static final String OUTSIDE = "127.77.22.6";

    private static SbcPeer peer(PeerKind kind, String host, String... names) {
        return new SbcPeer(
                kind,
                host,
                OptionalInt.empty(),
                Transport.TLS,
                DnsLookup.A,
                0,
                1,
                List.of(CallWorld.only(INSIDE)),
                List.of(names));
    }

    private static boolean trusts(SbcPeer peer, String address, String... certified) throws Exception {
        CertificateBuilder leaf = new CertificateBuilder()
                .subject("CN=leaf")
                .setIsCertificateAuthority(true)
                .ecp256();
        for (String name : certified) {
            leaf.addSanDnsName(name);
        }
        List<X509Certificate> chain = certified.length == 0
                ? List.of()
                : List.of(leaf.buildSelfSigned().getCertificate());
        DirectRoute route = new DirectRoute("r", "e", "t.example.com", List.of(peer), true);
        return TeamsSource.trusts(
                route, new MessageSource("teams", SipTransport.TLS, new InetSocketAddress(address, 40_000), chain));
    }

    @Test
    void sbcIsKnownByAddressOrByCertificate() throws Exception {
        SbcPeer sbc = peer(PeerKind.SBC, "sbc.example.com");
        assertThat(trusts(sbc, INSIDE)).isTrue();
        assertThat(trusts(sbc, OUTSIDE)).isFalse();
        assertThat(trusts(sbc, OUTSIDE, "sbc.example.com")).isTrue();
        assertThat(trusts(sbc, OUTSIDE, "other.example.com")).isFalse();
    }

    @Test
    void namedCertificatesTakeThePlaceOfTheHost() throws Exception {
        SbcPeer sbc = peer(PeerKind.SBC, "sbc.example.com", "edge.example.net", "*.voice.example.net");
        assertThat(trusts(sbc, OUTSIDE, "edge.example.net")).isTrue();
        assertThat(trusts(sbc, OUTSIDE, "a.voice.example.net")).isTrue();
        assertThat(trusts(sbc, OUTSIDE, "a.b.voice.example.net")).isFalse();
        assertThat(trusts(sbc, OUTSIDE, "sbc.example.com")).isFalse();
    }

    @Test
    void teamsNeedsItsAddressAndItsCertificate() throws Exception {
        SbcPeer teams = peer(PeerKind.TEAMS, "sip.pstnhub.microsoft.com");
        assertThat(trusts(teams, INSIDE, "sip-du-a-eu.pstnhub.microsoft.com")).isTrue();
        assertThat(trusts(teams, INSIDE, "x.example.com")).isFalse();
        assertThat(trusts(teams, INSIDE, "evilpstnhub.microsoft.com")).isFalse();
        assertThat(trusts(teams, OUTSIDE, "sip-du-a-eu.pstnhub.microsoft.com")).isFalse();
        assertThat(trusts(teams, INSIDE)).isTrue();
    }
}
