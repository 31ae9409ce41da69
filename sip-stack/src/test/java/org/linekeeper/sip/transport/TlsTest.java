package org.linekeeper.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.transport.TlsSettings.ClientAuth;
import org.linekeeper.sip.transport.TransportCounters.Event;

class TlsTest {
    private static final String HOST = "127.77.3.20";
    private static final String MESSAGE = "OPTIONS sip:a SIP/2.0\r\nContent-Length: 0\r\n\r\n";

    @TempDir
    Path folder;

    private TestCertificates certificates;

    @BeforeEach
    void authority() throws Exception {
        certificates = new TestCertificates(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void acceptsAPeerWhoseCertificateIsForServersOnly(String protocol) throws Exception {
        X509Bundle teams = certificates.dns("sip.teams.example");
        try (TransportFixture fixture = fixture(ClientAuth.REQUIRED, TransportLimits.defaults());
                SSLSocket peer = connect(fixture, Optional.of(teams), protocol)) {
            peer.getOutputStream().write(Sockets.bytes(MESSAGE));
            InboundMessage message = fixture.received.poll(30, TimeUnit.SECONDS);
            assertThat(message).isNotNull();
            assertThat(message.source().transport()).isEqualTo(SipTransport.TLS);
            assertThat(message.source().peerCertificates().get(0)).isEqualTo(teams.getCertificate());
            assertThat(peer.getSession().getProtocol()).isEqualTo(protocol);
            message.replyPath().send(Sockets.bytes(MESSAGE), fixture.failures::add);
            assertThat(Sockets.readMessage(peer, 3_000)).isEqualTo(MESSAGE);
        }
    }

    @Test
    void refusesAPeerWithoutCertificate() throws Exception {
        assertRefused(ClientAuth.REQUIRED, Optional.empty());
    }

    @Test
    void refusesAPeerWithAnExpiredCertificate() throws Exception {
        assertRefused(ClientAuth.REQUIRED, Optional.of(certificates.expired("sip.teams.example")));
    }

    @Test
    void refusesAPeerThatNobodyVouchesFor() throws Exception {
        assertRefused(ClientAuth.REQUIRED, Optional.of(certificates.foreign("sip.teams.example")));
        assertRefused(ClientAuth.OPTIONAL, Optional.of(certificates.foreign("sip.teams.example")));
    }

    @Test
    void acceptsAPeerWithoutCertificateWhereItIsOptional() throws Exception {
        try (TransportFixture fixture = fixture(ClientAuth.OPTIONAL, TransportLimits.defaults());
                SSLSocket peer = connect(fixture, Optional.empty(), "TLSv1.3")) {
            peer.getOutputStream().write(Sockets.bytes(MESSAGE));
            InboundMessage message = fixture.received.poll(30, TimeUnit.SECONDS);
            assertThat(message).isNotNull();
            assertThat(message.source().peerCertificates()).isEmpty();
        }
    }

    @Test
    void showsItsNameAndCertificateToWhomItConnects() throws Exception {
        try (TransportFixture fixture = fixture(ClientAuth.NONE, TransportLimits.defaults());
                SSLServerSocket server = server(certificates.dns("sip.provider.example"))) {
            CompletableFuture<SSLSocket> accepted = accept(server);
            fixture.transports.send(
                    target(server, "sip.provider.example"), Sockets.bytes(MESSAGE), fixture.failures::add);
            try (SSLSocket peer = accepted.get(30, TimeUnit.SECONDS)) {
                assertThat(Sockets.readMessage(peer, 3_000)).isEqualTo(MESSAGE);
                List<SNIServerName> names = ((ExtendedSSLSession) peer.getSession()).getRequestedServerNames();
                assertThat(names).containsExactly(new SNIHostName("sip.provider.example"));
                assertThat(peer.getSession().getPeerCertificates()).isNotEmpty();
            }
        }
    }

    @Test
    void connectsToWhomTheUriInTheCertificateNames() throws Exception {
        assertSends(certificates.uri("sip:provider.example", "edge7.hoster.example"), "Provider.example", false);
    }

    @Test
    void doesNotConnectByTheDnsNameWhereAUriNamesAnother() throws Exception {
        assertNotSent(certificates.uri("sip:other.example", "provider.example"), "provider.example", false);
    }

    @Test
    void doesNotConnectToAnotherName() throws Exception {
        assertNotSent(certificates.dns("evil.example"), "provider.example", false);
        assertNotSent(certificates.dns("provider.example.evil.example"), "provider.example", true);
    }

    @Test
    void takesAWildcardOnlyWhereItIsAllowedAndOneLabelDeep() throws Exception {
        assertNotSent(certificates.wildcard("*.provider.example"), "sip.provider.example", false);
        assertSends(certificates.wildcard("*.provider.example"), "sip.provider.example", true);
        assertNotSent(certificates.wildcard("*.provider.example"), "a.sip.provider.example", true);
        assertNotSent(certificates.wildcard("*.provider.example"), "provider.example", true);
    }

    @Test
    void doesNotConnectToAnExpiredOrForeignCertificate() throws Exception {
        assertNotSent(certificates.expired("provider.example"), "provider.example", false);
        assertNotSent(certificates.foreign("provider.example"), "provider.example", false);
    }

    @Test
    void tellsWhenThePeerEndsTheConnectionWithoutAnAnswer() throws Exception {
        try (TransportFixture fixture = fixture(ClientAuth.NONE, TransportLimits.defaults());
                SSLServerSocket server = server(certificates.dns("provider.example"))) {
            CompletableFuture<SSLSocket> accepted = accept(server);
            fixture.transports.send(target(server, "provider.example"), Sockets.bytes(MESSAGE), fixture.failures::add);
            try (SSLSocket peer = accepted.get(30, TimeUnit.SECONDS)) {
                assertThat(Sockets.readMessage(peer, 3_000)).isEqualTo(MESSAGE);
            }
            assertThat(fixture.failures.poll(30, TimeUnit.SECONDS)).contains("closed");
        }
    }

    @Test
    void cutsAHandshakeThatDoesNotEnd() throws Exception {
        try (TransportFixture fixture = fixture(ClientAuth.NONE, TransportFixture.TIGHT);
                Socket silent = new Socket(HOST, fixture.address("tls").getPort());
                Socket half = new Socket(HOST, fixture.address("tls").getPort())) {
            half.getOutputStream().write(new byte[] {22, 3, 1, 1, 0, 1, 0, 0, (byte) 252, 3, 3});
            assertThat(Sockets.closedWithin(silent, 3_000)).isTrue();
            assertThat(Sockets.closedWithin(half, 3_000)).isTrue();
            await().until(() -> fixture.transports.connections() == 0);
            assertThat(fixture.counters.value(Event.HANDSHAKE_TIMEOUT)).isEqualTo(2);
        }
    }

    @Test
    void cutsAnEndlessClientHello() throws Exception {
        try (TransportFixture fixture = fixture(ClientAuth.NONE, TransportLimits.defaults());
                Socket peer = new Socket(HOST, fixture.address("tls").getPort())) {
            byte[] record = new byte[5 + 9];
            // A handshake record whose ClientHello claims 16 MiB less one byte.
            System.arraycopy(
                    new byte[] {22, 3, 1, 0, 9, 1, (byte) 255, (byte) 255, (byte) 255, 3, 3, 0, 0, 0},
                    0,
                    record,
                    0,
                    14);
            peer.getOutputStream().write(record);
            assertThat(Sockets.closedWithin(peer, 3_000)).isTrue();
        }
    }

    @Test
    void cutsPlainTextOnATlsPort() throws Exception {
        try (TransportFixture fixture = fixture(ClientAuth.NONE, TransportLimits.defaults());
                Socket peer = new Socket(HOST, fixture.address("tls").getPort())) {
            peer.getOutputStream().write(Sockets.bytes(MESSAGE));
            assertThat(Sockets.closedWithin(peer, 3_000)).isTrue();
            assertThat(fixture.received).isEmpty();
            await().until(() -> fixture.counters.value(Event.HANDSHAKE_FAILED) == 1);
        }
    }

    @Test
    void saysWhatIsWrongWithACertificateFile() throws Exception {
        Path garbage = Files.writeString(folder.resolve("garbage.pem"), "no certificate");
        TlsSettings settings = new TlsSettings(garbage, garbage, Optional.empty(), ClientAuth.NONE);
        assertThatThrownBy(() -> new TransportFixture(TransportLimits.defaults(), listener(settings)))
                .isInstanceOf(BindFailed.class)
                .hasMessageContaining("garbage.pem");
    }

    private void assertRefused(ClientAuth clientAuth, Optional<X509Bundle> own) throws Exception {
        for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
            try (TransportFixture fixture = fixture(clientAuth, TransportLimits.defaults())) {
                try (SSLSocket peer = connect(fixture, own, protocol)) {
                    peer.getOutputStream().write(Sockets.bytes(MESSAGE));
                    assertThat(Sockets.closedWithin(peer, 3_000)).isTrue();
                } catch (IOException e) {
                    assertThat(e).isNotNull();
                }
                await().until(() -> fixture.counters.value(Event.HANDSHAKE_FAILED) == 1);
                assertThat(fixture.received).isEmpty();
                await().until(() -> fixture.transports.connections() == 0);
            }
        }
    }

    private void assertSends(X509Bundle theirs, String name, boolean wildcards) throws Exception {
        try (TransportFixture fixture = open(wildcards);
                SSLServerSocket server = server(theirs)) {
            CompletableFuture<SSLSocket> accepted = accept(server);
            fixture.transports.send(target(server, name), Sockets.bytes(MESSAGE), fixture.failures::add);
            try (SSLSocket peer = accepted.get(30, TimeUnit.SECONDS)) {
                assertThat(Sockets.readMessage(peer, 3_000)).isEqualTo(MESSAGE);
            }
        }
    }

    private void assertNotSent(X509Bundle theirs, String name, boolean wildcards) throws Exception {
        try (TransportFixture fixture = open(wildcards);
                SSLServerSocket server = server(theirs)) {
            CompletableFuture<SSLSocket> accepted = accept(server);
            fixture.transports.send(target(server, name), Sockets.bytes(MESSAGE), fixture.failures::add);
            assertThat(fixture.failures.poll(30, TimeUnit.SECONDS)).isNotNull();
            assertThat(accepted.handle((peer, failure) -> read(peer)).get(30, TimeUnit.SECONDS))
                    .isEmpty();
            await().until(() -> fixture.transports.connections() == 0);
        }
    }

    private static String read(SSLSocket peer) {
        if (peer == null) {
            return "";
        }
        try (peer) {
            return Sockets.readMessage(peer, 500);
        } catch (IOException e) {
            return "";
        }
    }

    private TransportFixture open(boolean wildcards) throws Exception {
        return new TransportFixture(
                TransportLimits.defaults(),
                listener(certificates.settings(certificates.dns("linekeeper.example"), ClientAuth.NONE, wildcards)));
    }

    private TransportFixture fixture(ClientAuth clientAuth, TransportLimits limits) throws Exception {
        return new TransportFixture(
                limits, listener(certificates.settings(certificates.dns("linekeeper.example"), clientAuth, false)));
    }

    private static ListenerSettings listener(TlsSettings settings) {
        return new ListenerSettings(
                "tls", SipTransport.TLS, new InetSocketAddress(HOST, 0), HOST, 5061, Optional.of(settings));
    }

    private SSLSocket connect(TransportFixture fixture, Optional<X509Bundle> own, String protocol) throws Exception {
        SSLSocket socket = (SSLSocket) certificates
                .context(own)
                .getSocketFactory()
                .createSocket(HOST, fixture.address("tls").getPort());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {protocol});
        parameters.setServerNames(List.of(new SNIHostName("linekeeper.example")));
        socket.setSSLParameters(parameters);
        return socket;
    }

    private SSLServerSocket server(X509Bundle own) throws Exception {
        SSLServerSocket server = (SSLServerSocket) certificates
                .context(Optional.of(own))
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getByName(HOST));
        server.setNeedClientAuth(true);
        server.setSoTimeout(3_000);
        return server;
    }

    /** Accepts one connection and finishes its handshake. */
    private static CompletableFuture<SSLSocket> accept(SSLServerSocket server) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                SSLSocket socket = (SSLSocket) server.accept();
                socket.setSoTimeout(3_000);
                socket.startHandshake();
                return socket;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static Target target(SSLServerSocket server, String name) {
        return new Target(SipTransport.TLS, new InetSocketAddress(HOST, server.getLocalPort()), name);
    }
}
