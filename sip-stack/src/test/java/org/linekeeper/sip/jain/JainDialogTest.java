package org.linekeeper.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.sip.SipStack;
import org.linekeeper.sip.transport.MessageSource;
import org.linekeeper.sip.transport.OwnLoopback;
import org.linekeeper.sip.transport.TestCertificates;
import org.linekeeper.sip.transport.TlsSettings;

/** Calls through JAIN-SIP over each transport, with a raw peer. */
class JainDialogTest {
    private static final String HOST = OwnLoopback.address();
    private static StackFixture fixture;
    private static TestCertificates certificates;

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        certificates = new TestCertificates(folder);
        TlsSettings tls =
                certificates.settings(certificates.dns("linekeeper.example"), TlsSettings.ClientAuth.REQUIRED, false);
        fixture = new StackFixture(HOST, Optional.of(tls));
    }

    @BeforeEach
    void forget() {
        fixture.user.events.clear();
        fixture.user.responses.clear();
        fixture.user.onRequest = event -> {};
    }

    @ParameterizedTest
    @EnumSource
    void answersACallAndIsHungUp(SipTransport transport) throws Exception {
        List<MessageSource> sources = new CopyOnWriteArrayList<>();
        fixture.user.onRequest = event -> {
            switch (event.getRequest().getMethod()) {
                case Request.INVITE -> {
                    sources.add(fixture.stack.source(event.getRequest()).orElseThrow());
                    StackFixture.answer(event, 180, 200);
                }
                case Request.BYE -> StackFixture.answer(event, 200);
                default -> {}
            }
        };
        String callId = "in-" + transport;
        try (Peer peer = peer(transport)) {
            peer.send(Text.request("INVITE", peer, callId, 1, "", callId + "1"));
            assertThat(status(peer)).isEqualTo("SIP/2.0 180 Ringing");
            String ok = peer.receive(3_000);
            assertThat(ok).startsWith("SIP/2.0 200 OK\r\n").contains("rport=").contains("received=127.77.3.");
            assertThat(fixture.user.next()).isEqualTo("INVITE");
            assertThat(sources).singleElement().satisfies(source -> {
                assertThat(source.transport()).isEqualTo(transport);
                assertThat(source.remote().getHostString()).isEqualTo("127.77.3.11");
                assertThat(source.peerCertificates()).hasSize(transport == SipTransport.TLS ? 1 : 0);
            });
            peer.send(Text.request("ACK", peer, callId, 1, "ourtag", callId + "2"));
            assertThat(fixture.user.next()).isEqualTo("ACK");
            peer.send(Text.request("BYE", peer, callId, 2, "ourtag", callId + "3"));
            assertThat(fixture.user.next()).isEqualTo("BYE");
            assertThat(peer.receive(3_000)).startsWith("SIP/2.0 200 OK").contains("2 BYE");
        }
        assertThat(fixture.user.threads).allMatch(thread -> thread.getName().startsWith("sip-"));
    }

    @ParameterizedTest
    @EnumSource
    void callsAndHangsUp(SipTransport transport) throws Exception {
        String callId = "out-" + transport;
        try (Peer peer = peer(transport)) {
            fixture.send(fixture.invite(callId, peer.target()), peer.target());
            String invite = peer.receive(3_000);
            assertThat(invite)
                    .startsWith("INVITE sip:them@pbx.example SIP/2.0\r\n")
                    .contains(";rport");
            peer.send(Text.response(invite, 100, peer, ""));
            peer.send(Text.response(invite, 180, peer, "theirtag"));
            peer.send(Text.response(invite, 200, peer, "theirtag"));
            assertThat(fixture.user.next()).isEqualTo("100");
            assertThat(fixture.user.next()).isEqualTo("180");
            assertThat(fixture.user.next()).isEqualTo("200");
            acknowledge(callId, peer);
            String ack = peer.receive(3_000);
            assertThat(ack).startsWith("ACK sip:them@");

            // RFC 3261 13.2.2.4: the ACK is sent again for each retransmission of the 2xx.
            peer.send(Text.response(invite, 200, peer, "theirtag"));
            assertThat(peer.receive(3_000)).startsWith("ACK sip:them@");

            Dialog dialog = lastDialog();
            fixture.onLoop(callId, () -> {
                Request bye = dialog.createRequest(Request.BYE);
                ClientTransaction transaction = fixture.stack.clientTransaction(
                        bye, peer.target(), transport.name().toLowerCase(java.util.Locale.ROOT));
                dialog.sendRequest(transaction);
                return transaction;
            });
            String bye = peer.receive(3_000);
            assertThat(bye).startsWith("BYE sip:them@");
            assertThat(bye.lines().filter(line -> line.startsWith("Via:"))).hasSize(1);
            peer.send(Text.response(bye, 200, peer, ""));
            assertThat(fixture.user.next()).isEqualTo("200");
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancelsACall(SipTransport transport) throws Exception {
        String callId = "cancel-" + transport;
        try (Peer peer = peer(transport)) {
            ClientTransaction call = fixture.send(fixture.invite(callId, peer.target()), peer.target());
            String invite = peer.receive(3_000);
            peer.send(Text.response(invite, 180, peer, "theirtag"));
            assertThat(fixture.user.next()).isEqualTo("180");
            fixture.send(call.createCancel(), peer.target());
            String cancel = peer.receive(3_000);
            assertThat(cancel).startsWith("CANCEL ");
            assertThat(Text.branch(cancel)).isEqualTo(Text.branch(invite));
            peer.send(Text.response(cancel, 200, peer, "theirtag"));
            peer.send(Text.response(invite, 487, peer, "theirtag"));
            assertThat(fixture.user.next()).isEqualTo("200");
            assertThat(fixture.user.next()).isEqualTo("487");
            String ack = peer.receive(3_000);
            assertThat(ack).startsWith("ACK ");
            assertThat(Text.branch(ack)).isEqualTo(Text.branch(invite));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isCancelled(SipTransport transport) throws Exception {
        List<ServerTransaction> call = new CopyOnWriteArrayList<>();
        fixture.user.onRequest = event -> {
            if (event.getRequest().getMethod().equals(Request.INVITE)) {
                call.add(StackFixture.answer(event, 180));
            } else if (event.getRequest().getMethod().equals(Request.CANCEL)) {
                StackFixture.answer(event, 200);
                StackFixture.answer(call.get(0), 487);
            }
        };
        String callId = "cancelled-" + transport;
        try (Peer peer = peer(transport)) {
            peer.send(Text.request("INVITE", peer, callId, 1, "", callId));
            assertThat(status(peer)).isEqualTo("SIP/2.0 180 Ringing");
            peer.send(Text.request("CANCEL", peer, callId, 1, "", callId));
            assertThat(peer.receive(3_000)).startsWith("SIP/2.0 200").contains("1 CANCEL");
            assertThat(peer.receive(3_000)).startsWith("SIP/2.0 487").contains("1 INVITE");
            peer.send(Text.request("ACK", peer, callId, 1, "ourtag", callId));
            assertThat(fixture.user.next()).isEqualTo("INVITE");
            assertThat(fixture.user.next()).isEqualTo("CANCEL");
        }
    }

    /** When every timer has run out, nothing is left of all these calls. */
    @AfterAll
    static void nothingIsLeft() {
        try (StackFixture open = fixture) {
            open.ticker.speed(60);
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(fixture.stack.inventory())
                    .isEqualTo(new SipStack.Inventory(0, 0, 0, 0, 0)));
        }
    }

    private static Peer peer(SipTransport transport) throws Exception {
        return switch (transport) {
            case UDP -> Peer.udp("127.77.3.11", fixture.address("udp"));
            case TCP -> Peer.tcp("127.77.3.11", fixture.address("tcp"));
            case TLS ->
                Peer.tls(
                        "127.77.3.11",
                        fixture.address("tls"),
                        certificates.context(Optional.of(certificates.dns("pbx.example"))));
        };
    }

    /** The status line of the next response that is no 100. */
    private static String status(Peer peer) throws Exception {
        String response = peer.receive(3_000);
        while (response.startsWith("SIP/2.0 100")) {
            response = peer.receive(3_000);
        }
        return response.lines().findFirst().orElse("");
    }

    private static void acknowledge(String callId, Peer peer) throws Exception {
        Dialog dialog = lastDialog();
        fixture.onLoop(callId, () -> {
            Request ack = dialog.createAck(1);
            fixture.stack.pin(ack, peer.target());
            dialog.sendAck(ack);
            return ack;
        });
    }

    private static Dialog lastDialog() {
        ResponseEvent last = fixture.user.responses.stream()
                .filter(event -> event.getDialog() != null)
                .reduce((first, second) -> second)
                .orElseThrow();
        return last.getDialog();
    }
}
