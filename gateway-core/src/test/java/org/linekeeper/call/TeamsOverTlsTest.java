package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.linekeeper.call.peer.machine.PeerState;
import org.linekeeper.config.CallSettings;
import org.linekeeper.config.PeerSettings;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.DnsLookup;
import org.linekeeper.config.model.Enterprise;
import org.linekeeper.config.model.HostPort;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.PbxType;
import org.linekeeper.config.model.PeerKind;
import org.linekeeper.config.model.SbcPeer;
import org.linekeeper.config.model.Secret;
import org.linekeeper.config.model.Transport;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.event.GatewayEvent;
import org.linekeeper.sip.SipStack;
import org.linekeeper.sip.jain.JainSipStack;
import org.linekeeper.sip.jain.StackPorts;
import org.linekeeper.sip.register.RegisterClient.ContactAddress;
import org.linekeeper.sip.transport.ListenerSettings;
import org.linekeeper.sip.transport.OptionsContact;
import org.linekeeper.sip.transport.SipStackSettings;
import org.linekeeper.sip.transport.TlsSettings;
import org.linekeeper.sip.transport.TlsSettings.ClientAuth;
import org.linekeeper.sip.transport.TransportLimits;

/** Teams itself as the peer, on real TLS sockets: names, certificates and trust. */
class TeamsOverTlsTest {
    private static final String TENANT = "sbc.tenant.example";
    private static final String DERIVED = "t7.customers.example";
    private static final String TEAMS = "sip.hub.example";
    private static final String HOST = "127.77.22.41";
    private static final String TEAMS_HOST = "127.77.22.42";

    @TempDir
    Path folder;

    private final FakeDirectory directory = new FakeDirectory();
    private final CallWorld.FakeLines lines = new CallWorld.FakeLines(directory);
    private final CallWorld.FakeLocator locator = new CallWorld.FakeLocator();
    private final List<GatewayEvent> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private TestAuthority authority;
    private InetSocketAddress teamsListener;
    private InetSocketAddress pbxListener;
    private UdpPeer pbx;
    private TlsPeer teams;
    private PeerWatch watch;
    private OptionsContact contact = OptionsContact.OF_LISTENER;

    @BeforeEach
    void start() throws Exception {
        authority = new TestAuthority(folder);
        Path own = authority.issueInto(folder.resolve("own"), "gateway.example");
        authority.issueInto(folder.resolve("further/tenant"), TENANT);
        authority.issueInto(folder.resolve("further/base"), "customers.example");
        teams = new TlsPeer(TestAuthority.context(authority.issue("sip.hub.example", "api.hub.example")), TEAMS_HOST);
        opened.add(teams);
        pbx = new UdpPeer("127.77.5.12");
        opened.add(pbx);
        try (ServerSocket free = new ServerSocket();
                DatagramSocket udp = new DatagramSocket(new InetSocketAddress(HOST, 0))) {
            free.bind(new InetSocketAddress(HOST, 0));
            teamsListener = new InetSocketAddress(HOST, free.getLocalPort());
            pbxListener = (InetSocketAddress) udp.getLocalSocketAddress();
        }
        TlsSettings tls = new TlsSettings(
                own.resolve("fullchain.pem"),
                own.resolve("privkey.pem"),
                Optional.of(authority.roots()),
                ClientAuth.REQUIRED,
                true,
                Optional.of(folder.resolve("further")));
        JainSipStack stack = JainSipStack.create(
                new SipStackSettings(
                        "Linekeeper",
                        2,
                        List.of(
                                new ListenerSettings(
                                        "teams",
                                        SipTransport.TLS,
                                        teamsListener,
                                        HOST,
                                        teamsListener.getPort(),
                                        Optional.of(tls)),
                                new ListenerSettings(
                                        "pbx",
                                        SipTransport.UDP,
                                        pbxListener,
                                        HOST,
                                        pbxListener.getPort(),
                                        Optional.empty())),
                        TransportLimits.defaults()),
                StackPorts.standard().contact((host, source) -> contact.host(host, source)));
        opened.add(stack);
        CallPorts ports = new CallPorts(
                directory,
                lines,
                locator,
                new CallWorld.FakeHealth(),
                new HeldJournal(events, () -> CompletableFuture.completedFuture(null)),
                Clock.systemUTC(),
                () -> "id" + ids.incrementAndGet());
        CallSetup setup = new CallSetup(List.of("teams"), List.of("pbx"), CallSettings.defaults(), "Linekeeper");
        CallEngine engine = new CallEngine(stack, ports, setup, RandomGenerator.getDefault());
        stack.transactionUser(engine.listener());
        watch = new PeerWatch(
                stack, ports, setup, new PeerSettings(Duration.ofMinutes(1), 2), RandomGenerator.getDefault());
        opened.add(watch);
        contact = watch;
        fill();
        assertThat(stack.open()).isInstanceOf(SipStack.OpenOutcome.Opened.class);
    }

    @AfterEach
    void stop() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    private void fill() {
        locator.at(TEAMS, teams.address());
        directory.enterprises.put(
                "e1", new Enterprise("e1", "Acme", Optional.empty(), OptionalInt.empty(), true, true));
        directory.pbxs.put(
                "p1",
                new Pbx(
                        "p1",
                        "e1",
                        "Main",
                        PbxType.GENERIC,
                        CallWorld.SIP_DOMAIN,
                        Optional.of(new HostPort("proxy.pbx.example", OptionalInt.empty())),
                        Optional.of(Transport.UDP),
                        DnsLookup.A,
                        Duration.ofMinutes(10),
                        List.of(),
                        Optional.empty(),
                        true));
        locator.at("proxy.pbx.example", pbx.address());
        route("r1", TENANT, Optional.empty());
    }

    private void route(String id, String fqdn, Optional<String> base) {
        SbcPeer peer = new SbcPeer(
                PeerKind.TEAMS,
                TEAMS,
                OptionalInt.of(teams.address().getPort()),
                Transport.TLS,
                DnsLookup.A,
                0,
                1,
                List.of(CallWorld.only(TEAMS_HOST)),
                List.of());
        directory.routes.put(
                id,
                new DirectRoute(
                        id, "e1", fqdn, base, List.of(peer), true, org.linekeeper.config.model.CallLimits.NONE));
        directory.lines.put(
                "l-" + id,
                new Line(
                        "l-" + id,
                        "p1",
                        id,
                        "u@acme.example",
                        "+1206555010" + directory.lines.size(),
                        "101t" + id,
                        Optional.empty(),
                        Secret.of("secret"),
                        Optional.empty(),
                        true));
        lines.register(new RegisteredLine(
                "l-" + id,
                "tok-" + id,
                new ContactAddress(HOST, pbxListener.getPort(), SipTransport.UDP),
                new Target(SipTransport.UDP, pbx.address(), "proxy.pbx.example"),
                List.of()));
    }

    private SipText invite(String token, String callId) {
        return SipText.withBody(
                "INVITE sip:" + token + "@" + HOST + ":" + pbxListener.getPort() + " SIP/2.0",
                List.of(
                        "Via: SIP/2.0/UDP " + pbx.hostPort() + ";branch=z9hG4bK" + callId + ";rport",
                        "From: <sip:+12065550199@" + CallWorld.SIP_DOMAIN + ">;tag=t" + callId,
                        "To: <sip:" + token + "@" + HOST + ">",
                        "Call-ID: " + callId,
                        "CSeq: 1 INVITE",
                        "Max-Forwards: 70",
                        "Contact: <sip:pbx@" + pbx.hostPort() + ">"),
                Dialled.OFFER);
    }

    private static SipText fromTeams(String method, String fqdn, String callId, String sdp) {
        return SipText.withBody(
                method + " sip:+14255550100@" + fqdn + ":5061;transport=tls SIP/2.0",
                List.of(
                        "VIA: SIP/2.0/TLS 52.114.0.1:5061;branch=z9hG4bK" + callId,
                        "FROM: <sip:+12065550100@sip.hub.example>;tag=t" + callId,
                        "TO: <sip:+14255550100@" + fqdn + ">",
                        "CALL-ID: " + callId,
                        "CSEQ: 1 " + method,
                        "MAX-FORWARDS: 70",
                        "CONTACT: <sip:api-du-a-eu.hub.example:443;x-i=1>"),
                sdp);
    }

    private static List<String> names(X509Certificate certificate) throws Exception {
        return certificate.getSubjectAlternativeNames().stream()
                .map(entry -> String.valueOf(entry.get(1)))
                .toList();
    }

    @Test
    void optionsGoUnderTheTenantsNameWithItsCertificateAndTheNameOfTheRegionAsSni() throws Exception {
        watch.start();
        TlsPeer.Heard options = teams.request("OPTIONS");
        assertThat(TlsPeer.askedFor(options.over())).isEqualTo(TEAMS);
        assertThat(names(TlsPeer.shownBy(options.over()))).containsExactly(TENANT);
        SipText message = options.message();
        assertThat(message.uri()).startsWith("sip:" + TEAMS + ":").endsWith(";transport=tls");
        assertThat(message.header("Via")).startsWith("SIP/2.0/TLS " + TENANT + ":");
        assertThat(message.header("From")).contains("<sip:" + TENANT + ">");
        assertThat(message.header("Contact"))
                .contains("<sip:" + TENANT + ":" + teamsListener.getPort() + ";transport=");
        assertThat(message.raw()).doesNotContain("sips:").doesNotContain(HOST);
        options.send(message.reply(200, "OK", "", "", ""));
        await().until(() -> watch.states().equals(java.util.Map.of(PeerState.UP, 1)));
    }

    @Test
    void callsUseTheConnectionOfTheirNameInEveryRequest() throws Exception {
        watch.start();
        TlsPeer.Heard options = teams.request("OPTIONS");
        options.send(options.message().reply(200, "OK", "", "", ""));
        locator.at("api.hub.example", teams.address());
        pbx.send(invite("tok-r1", "c1"), pbxListener);
        TlsPeer.Heard invite = teams.request("INVITE");
        assertThat(invite.over()).isSameAs(options.over());
        assertThat(invite.message().header("Via")).contains(" " + TENANT + ":");
        assertThat(invite.message().contactUri()).contains("@" + TENANT + ":");
        invite.send(invite.message().reply(180, "Ringing", "far", "", ""));
        pbx.response(180, "INVITE");
        invite.send(invite.message().reply(200, "OK", "far", "sip:api.hub.example:443", Dialled.ANSWER));
        SipText answer = pbx.response(200, "INVITE");
        assertThat(answer.body()).isNotEmpty();
        TlsPeer.Heard ack = teams.request("ACK");
        assertThat(ack.message().header("Via")).contains(" " + TENANT + ":");
        assertThat(ack.message().raw()).doesNotContain(HOST + ":" + teamsListener.getPort());
    }

    @Test
    void aTeamsServerThatDoesNotServeIsLeftWithItsConnection() throws Exception {
        pbx.send(invite("tok-r1", "c1"), pbxListener);
        TlsPeer.Heard first = teams.request("INVITE");
        first.send(first.message().reply(503, "Service Unavailable", "far", "", "", "Retry-After: 1"));
        pbx.await(
                "a refusal",
                message -> message.status() >= 400 && message.header("CSeq").endsWith("INVITE"));
        pbx.send(invite("tok-r1", "c2"), pbxListener);
        TlsPeer.Heard second = teams.request("INVITE");
        assertThat(second.over()).isNotSameAs(first.over());
        assertThat(first.over().isClosed()).as("its calls go on").isFalse();
        second.send(second.message().reply(486, "Busy Here", "far", "", ""));
        pbx.response(486, "INVITE");
        pbx.send(invite("tok-r1", "c3"), pbxListener);
        assertThat(teams.request("INVITE").over()).as("one that serves is kept").isSameAs(second.over());
    }

    @Test
    void derivedNamesShareTheHealthAndTheConnectionOfTheirBaseAndKeepTheirOwnContact() throws Exception {
        directory.routes.remove("r1");
        route("r7", DERIVED, Optional.of("customers.example"));
        route("r8", "t8.customers.example", Optional.of("customers.example"));
        watch.start();
        TlsPeer.Heard options = teams.request("OPTIONS");
        assertThat(options.message().header("Contact")).contains("<sip:customers.example:");
        assertThat(names(TlsPeer.shownBy(options.over()))).containsExactly("customers.example");
        options.send(options.message().reply(200, "OK", "", "", ""));
        await().until(() -> watch.states().equals(java.util.Map.of(PeerState.UP, 1)));
        assertThat(watch.peers(directory.routes.get("r8"))
                        .get(0)
                        .health()
                        .orElseThrow()
                        .state())
                .isEqualTo(PeerState.UP);
        pbx.send(invite("tok-r7", "c2"), pbxListener);
        TlsPeer.Heard invite = teams.request("INVITE");
        assertThat(invite.over()).isSameAs(options.over());
        assertThat(invite.message().contactUri()).contains("@" + DERIVED + ":");
        assertThat(invite.message().header("From")).contains("@" + DERIVED);
    }

    @Test
    void teamsIsKnownByItsCertificateAndOthersGetNoHint() throws Exception {
        watch.start();
        SSLSocket good = teams.connect(teamsListener, TENANT);
        assertThat(names(TlsPeer.shownBy(good))).containsExactly(TENANT);
        TlsPeer.write(good, fromTeams("OPTIONS", TENANT, "o1", ""));
        SipText ok = teams.response("OPTIONS");
        assertThat(ok.status()).isEqualTo(200);
        assertThat(ok.header("Contact")).contains("<sip:" + TENANT + ":");
        assertThat(ok.header("Allow")).contains("UPDATE");
        assertThat(watch.askedFor(TENANT)).isPresent();
        TlsPeer.write(good, fromTeams("INVITE", TENANT, "i1", Dialled.OFFER));
        String first = pbx.request("INVITE").callId();

        try (TlsPeer stranger = new TlsPeer(TestAuthority.context(authority.issue("sip.other.example")), TEAMS_HOST)) {
            SSLSocket bad = stranger.connect(teamsListener, TENANT);
            TlsPeer.write(bad, fromTeams("INVITE", TENANT, "i2", Dialled.OFFER));
            SipText refused = stranger.response("INVITE");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.raw()).doesNotContainIgnoringCase("certificate").doesNotContainIgnoringCase("trust");
            TlsPeer.write(bad, fromTeams("INVITE", "no.such.example", "i3", Dialled.OFFER));
            assertThat(stranger.response("INVITE").status()).isEqualTo(403);
        }
        pbx.assertNo(
                "INVITE of a stranger",
                message -> message.is("INVITE") && !message.callId().equals(first));
    }
}
