package org.linekeeper.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.pkitesting.X509Bundle;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.transport.RegistrationFlows.Loss;
import org.linekeeper.sip.transport.TlsSettings.ClientAuth;
import org.linekeeper.sip.transport.TransportCounters.Event;

/** What becomes of the TLS connections to a PBX when our certificate is replaced. */
class FlowsOverCertificatesTest {
    private static final String HOST = "127.77.3.41";
    private static final String REQUEST = "REGISTER sip:a SIP/2.0\r\nContent-Length: 0\r\n\r\n";
    private static final String OTHER = "OPTIONS sip:a SIP/2.0\r\nContent-Length: 0\r\n\r\n";

    @TempDir
    Path folder;

    private final BlockingQueue<Loss> losses = new LinkedBlockingQueue<>();

    private void write(X509Bundle bundle, Instant modified) throws Exception {
        Files.writeString(folder.resolve("privkey.pem"), bundle.getPrivateKeyPEM());
        Files.writeString(folder.resolve("fullchain.pem"), bundle.getCertificatePathPEM());
        for (String file : List.of("privkey.pem", "fullchain.pem")) {
            Files.setLastModifiedTime(folder.resolve(file), FileTime.from(modified));
        }
    }

    private TransportFixture fixture() throws Exception {
        TlsSettings settings = new TlsSettings(
                folder.resolve("fullchain.pem"),
                folder.resolve("privkey.pem"),
                Optional.of(folder.resolve("root.pem")),
                ClientAuth.NONE,
                false,
                Optional.empty());
        TransportFixture fixture = new TransportFixture(
                TransportLimits.defaults(),
                new ListenerSettings(
                        "tls", SipTransport.TLS, new InetSocketAddress(HOST, 0), HOST, 5061, Optional.of(settings)));
        fixture.transports.flows().tell(losses::add);
        return fixture;
    }

    /** Lines that all register anew at once would be worse for the PBX than a certificate that it has accepted before. */
    @Test
    void flowsStayWhileOtherConnectionsAreRetiredAndTheNextFlowShowsTheNewCertificate() throws Exception {
        TestCertificates certificates = new TestCertificates(folder);
        X509Bundle old = certificates.dns("linekeeper.example");
        write(old, Instant.now());
        try (TransportFixture fixture = fixture();
                TlsServer pbx = new TlsServer(certificates, "pbx.example", HOST)) {
            Target target = pbx.target("");
            RegistrationFlows flows = fixture.transports.flows();
            int flow = flows.join(target);
            fixture.transports.send(flow, target, Sockets.bytes(REQUEST), fixture.failures::add);
            assertThat(pbx.client()).isEqualTo(old.getCertificate());
            assertThat(Sockets.readMessage(pbx.connection(1), 3_000)).isEqualTo(REQUEST);
            fixture.transports.send(target, Sockets.bytes(OTHER), fixture.failures::add);
            assertThat(pbx.client()).isEqualTo(old.getCertificate());
            assertThat(Sockets.readMessage(pbx.connection(2), 3_000)).isEqualTo(OTHER);

            X509Bundle renewed = certificates.dns("linekeeper.example");
            write(renewed, Instant.now().plusSeconds(2));
            fixture.transports.reloadCertificates();
            assertThat(fixture.counters.value(Event.CERTIFICATES_CHANGED)).isEqualTo(1);
            fixture.forward(FlowRetirement.STILL_RINGING);
            await().until(() -> {
                fixture.forward(Duration.ofSeconds(6));
                return fixture.counters.value(Event.CONNECTION_RETIRED) == 1;
            });
            assertThat(Sockets.closedWithin(pbx.connection(2), 3_000)).isTrue();
            fixture.forward(FlowRetirement.QUIET.multipliedBy(2L * FlowRetirement.TRIES));

            fixture.transports.send(flow, target, Sockets.bytes(REQUEST), fixture.failures::add);
            assertThat(afterPings(pbx.connection(1))).isEqualTo(REQUEST);
            assertThat(flows.join(target)).isEqualTo(flow);
            assertThat(losses).isEmpty();

            pbx.connection(1).close();
            assertThat(losses.poll(30, TimeUnit.SECONDS))
                    .isNotNull()
                    .extracting(Loss::lines)
                    .isEqualTo(2);
            int next = flows.join(target);
            fixture.transports.send(next, target, Sockets.bytes(REQUEST), fixture.failures::add);
            assertThat(pbx.client()).isEqualTo(renewed.getCertificate());
            assertThat(fixture.counters.value(Event.CONNECTION_RETIRED)).isEqualTo(1);
        }
    }

    /** RFC 5626 3.5.1: a flow is kept alive by empty lines, which come between messages. */
    private static String afterPings(SSLSocket connection) throws Exception {
        String read = Sockets.readMessage(connection, 3_000);
        while (!read.isEmpty() && read.isBlank()) {
            read = Sockets.readMessage(connection, 3_000);
        }
        return read.stripLeading();
    }
}
