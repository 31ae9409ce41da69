package org.linekeeper.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.pkitesting.X509Bundle;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.sip.transport.TlsSettings.ClientAuth;
import org.linekeeper.sip.transport.TransportCounters.Event;

/** Several certificates on one listener: which one is shown to whom, and what happens when one is replaced. */
class TlsIdentitiesTest {
    private static final String HOST = "127.77.22.20";
    private static final String MESSAGE = "OPTIONS sip:a SIP/2.0\r\nContent-Length: 0\r\n\r\n";

    @TempDir
    Path folder;

    private TestCertificates certificates;
    private X509Bundle own;
    private X509Bundle tenant;
    private X509Bundle hosted;

    @BeforeEach
    void issue() throws Exception {
        certificates = new TestCertificates(folder);
        own = certificates.dns("linekeeper.example");
        tenant = certificates.dns("sbc.tenant.example");
        hosted = certificates.wildcard("*.customers.example");
        write("own", own);
        write("further/tenant", tenant);
        write("further/hosted", hosted);
    }

    private void write(String where, X509Bundle bundle) throws Exception {
        Path into = Files.createDirectories(folder.resolve(where));
        Files.writeString(into.resolve("privkey.pem"), bundle.getPrivateKeyPEM());
        Files.writeString(into.resolve("fullchain.pem"), bundle.getCertificatePathPEM());
    }

    private TransportFixture fixture() throws Exception {
        TlsSettings settings = new TlsSettings(
                folder.resolve("own/fullchain.pem"),
                folder.resolve("own/privkey.pem"),
                Optional.of(folder.resolve("root.pem")),
                ClientAuth.NONE,
                false,
                Optional.of(folder.resolve("further")));
        return new TransportFixture(
                TransportLimits.defaults(),
                new ListenerSettings(
                        "tls", SipTransport.TLS, new InetSocketAddress(HOST, 0), HOST, 5061, Optional.of(settings)));
    }

    private static void send(TransportFixture fixture, TlsServer server, String localName) {
        fixture.transports.send(server.target(localName), Sockets.bytes(MESSAGE), fixture.failures::add);
    }

    private SSLSocket connect(TransportFixture fixture, String name) throws Exception {
        SSLSocket socket = (SSLSocket) certificates
                .context(Optional.empty())
                .getSocketFactory()
                .createSocket(HOST, fixture.address("tls").getPort());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(name.isEmpty() ? List.of() : List.of(new SNIHostName(name)));
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(3_000);
        socket.startHandshake();
        return socket;
    }

    private Certificate shown(TransportFixture fixture, String name) throws Exception {
        try (SSLSocket peer = connect(fixture, name)) {
            return peer.getSession().getPeerCertificates()[0];
        }
    }

    @Test
    void whoAsksForANameIsShownTheCertificateThatBearsIt() throws Exception {
        try (TransportFixture fixture = fixture()) {
            assertThat(shown(fixture, "")).isEqualTo(own.getCertificate());
            assertThat(shown(fixture, "linekeeper.example")).isEqualTo(own.getCertificate());
            assertThat(shown(fixture, "SBC.tenant.example")).isEqualTo(tenant.getCertificate());
            assertThat(shown(fixture, "t7.customers.example")).isEqualTo(hosted.getCertificate());
            assertThat(shown(fixture, "a.t7.customers.example")).isEqualTo(own.getCertificate());
            assertThat(shown(fixture, "customers.example")).isEqualTo(own.getCertificate());
        }
    }

    /** A new certificate may lie beside the old one for a while. */
    @ParameterizedTest
    @ValueSource(strings = {"further/a", "further/z"})
    void ofTwoThatBearOneNameTheOneThatEndsLaterIsShown(String where) throws Exception {
        X509Bundle later = certificates.issue(builder -> builder.addSanDnsName("sbc.tenant.example")
                .notAfter(Instant.now().plus(Duration.ofDays(9))));
        write(where, later);
        try (TransportFixture fixture = fixture()) {
            assertThat(shown(fixture, "sbc.tenant.example")).isEqualTo(later.getCertificate());
        }
    }

    @Test
    void eachOfOurNamesHasConnectionsOfItsOwnWithItsCertificate() throws Exception {
        try (TransportFixture fixture = fixture();
                TlsServer server = new TlsServer(certificates, "teams.example", HOST)) {
            send(fixture, server, "sbc.tenant.example");
            assertThat(server.client()).isEqualTo(tenant.getCertificate());
            send(fixture, server, "t1.customers.example");
            assertThat(server.client()).isEqualTo(hosted.getCertificate());
            send(fixture, server, "");
            assertThat(server.client()).isEqualTo(own.getCertificate());
            // Names of one certificate share its connection: nobody could tell them apart by it.
            send(fixture, server, "t2.customers.example");
            send(fixture, server, "sbc.tenant.example");
            await().until(() -> fixture.counters.value(Event.MESSAGE_SENT) == 5);
            assertThat(fixture.transports.connections()).isEqualTo(3);
        }
    }

    @Test
    void certificateThatIsReplacedIsShownAtOnceAndOldConnectionsEndWhenNothingCanRingOnThem() throws Exception {
        try (TransportFixture fixture = fixture();
                TlsServer server = new TlsServer(certificates, "teams.example", HOST);
                SSLSocket before = connect(fixture, "sbc.tenant.example");
                SSLSocket other = connect(fixture, "t1.customers.example")) {
            send(fixture, server, "sbc.tenant.example");
            assertThat(server.client()).isEqualTo(tenant.getCertificate());
            X509Bundle renewed = certificates.dns("sbc.tenant.example");
            write("further/tenant", renewed);
            touch("further/tenant");
            fixture.transports.reloadCertificates();
            assertThat(shown(fixture, "sbc.tenant.example")).isEqualTo(renewed.getCertificate());
            send(fixture, server, "sbc.tenant.example");
            assertThat(server.client()).isEqualTo(renewed.getCertificate());

            before.getOutputStream().write(Sockets.bytes(MESSAGE));
            InboundMessage asked = fixture.received.poll(30, TimeUnit.SECONDS);
            assertThat(asked).isNotNull();
            fixture.forward(FlowRetirement.STILL_RINGING.minusSeconds(20));
            asked.replyPath().send(Sockets.bytes(MESSAGE), fixture.failures::add);
            assertThat(Sockets.readMessage(before, 3_000)).isEqualTo(MESSAGE);
            await().until(() -> {
                fixture.forward(Duration.ofSeconds(6));
                return fixture.counters.value(Event.CONNECTION_RETIRED) == 2;
            });
            assertThat(Sockets.closedWithin(before, 3_000)).isTrue();
            other.getOutputStream().write(Sockets.bytes(MESSAGE));
            assertThat(fixture.received.poll(30, TimeUnit.SECONDS)).isNotNull();
            assertThat(fixture.counters.value(Event.CERTIFICATES_CHANGED)).isEqualTo(1);
        }
    }

    @Test
    void filesThatDoNotBelongTogetherChangeNothing() throws Exception {
        try (TransportFixture fixture = fixture()) {
            X509Bundle renewed = certificates.dns("sbc.tenant.example");
            Files.writeString(folder.resolve("further/tenant/fullchain.pem"), renewed.getCertificatePathPEM());
            Files.writeString(folder.resolve("own/fullchain.pem"), "rubbish");
            fixture.transports.reloadCertificates();
            assertThat(shown(fixture, "sbc.tenant.example")).isEqualTo(tenant.getCertificate());
            assertThat(shown(fixture, "")).isEqualTo(own.getCertificate());
            Files.writeString(folder.resolve("further/tenant/privkey.pem"), renewed.getPrivateKeyPEM());
            touch("further/tenant");
            fixture.transports.reloadCertificates();
            assertThat(shown(fixture, "sbc.tenant.example")).isEqualTo(renewed.getCertificate());
        }
    }

    @Test
    void certificatesComeAndGoWithTheirFolders() throws Exception {
        try (TransportFixture fixture = fixture()) {
            X509Bundle added = certificates.dns("sbc.new.example");
            write("further/new", added);
            Files.delete(folder.resolve("further/tenant/fullchain.pem"));
            Files.delete(folder.resolve("further/tenant/privkey.pem"));
            Files.delete(folder.resolve("further/tenant"));
            fixture.transports.reloadCertificates();
            assertThat(shown(fixture, "sbc.new.example")).isEqualTo(added.getCertificate());
            assertThat(shown(fixture, "sbc.tenant.example")).isEqualTo(own.getCertificate());
            assertThat(fixture.transports.certificates())
                    .map(CertificateInUse::names)
                    .containsExactlyInAnyOrder(
                            List.of("linekeeper.example"), List.of("*.customers.example"), List.of("sbc.new.example"));
            assertThat(fixture.transports.certificates())
                    .allMatch(each -> each.expires().isAfter(Instant.now()));
        }
    }

    /** A second write within the same tick of the file system's clock, and of the same length, would not be seen. */
    private void touch(String where) throws Exception {
        for (String file : List.of("privkey.pem", "fullchain.pem")) {
            Files.setLastModifiedTime(
                    folder.resolve(where).resolve(file),
                    java.nio.file.attribute.FileTime.from(Instant.now().plusSeconds(2)));
        }
    }
}
