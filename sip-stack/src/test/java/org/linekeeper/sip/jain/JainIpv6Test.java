package org.linekeeper.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import javax.sip.Dialog;
import javax.sip.ResponseEvent;
import javax.sip.message.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.sip.transport.Admission;
import org.linekeeper.sip.transport.TransportLimits;

/** Calls over IPv6, whose addresses hold the colons that end a host elsewhere. */
class JainIpv6Test {
    private static final String HOST = "::1";
    private static final String LITERAL = "[::1]";
    private static StackFixture fixture;

    @BeforeAll
    static void open() throws Exception {
        InetAddress address = InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
        int port;
        try (ServerSocket tcp = new ServerSocket(0, 1, address);
                DatagramSocket udp = new DatagramSocket(tcp.getLocalPort(), address)) {
            port = udp.getLocalPort();
        }
        fixture = new StackFixture(HOST, port, Optional.empty(), TransportLimits.defaults(), Admission.OPEN);
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @BeforeEach
    void forget() {
        fixture.user.events.clear();
        fixture.user.responses.clear();
        fixture.user.onRequest = event -> {};
    }

    @ParameterizedTest
    @EnumSource(names = {"UDP", "TCP"})
    void answersACall(SipTransport transport) throws Exception {
        fixture.user.onRequest = event -> {
            if (event.getRequest().getMethod().equals(Request.INVITE)) {
                StackFixture.answer(event, 180, 200);
            }
        };
        try (Peer peer = peer(transport)) {
            peer.send(Text.request("INVITE", peer, "in6-" + transport, 1, "", "in6-" + transport));
            assertThat(peer.receive(3_000)).startsWith("SIP/2.0 180 ");
            assertThat(peer.receive(3_000)).startsWith("SIP/2.0 200 ").contains("received=0:0:0:0:0:0:0:1");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"UDP", "TCP"})
    void callsAndAcknowledges(SipTransport transport) throws Exception {
        String callId = "out6-" + transport;
        String via = "Via: SIP/2.0/" + transport + " " + LITERAL + ":"
                + fixture.address("udp").getPort() + ";";
        try (Peer peer = peer(transport)) {
            fixture.send(fixture.invite(callId, peer.target()), peer.target());
            String invite = peer.receive(3_000);
            assertThat(invite).startsWith("INVITE ").contains(via);
            peer.send(Text.response(invite, 200, peer, "theirtag"));
            assertThat(fixture.user.next()).isEqualTo("200");
            await().until(() -> !fixture.user.responses.isEmpty());
            ResponseEvent answered = List.copyOf(fixture.user.responses).get(0);
            Dialog dialog = answered.getDialog();
            fixture.onLoop(callId, () -> {
                Request ack = dialog.createAck(1);
                fixture.stack.pin(ack, peer.target());
                dialog.sendAck(ack);
                return ack;
            });
            assertThat(peer.receive(3_000)).startsWith("ACK sip:them@[").contains(via);
        }
    }

    private static Peer peer(SipTransport transport) throws Exception {
        return transport == SipTransport.UDP
                ? Peer.udp(HOST, fixture.address("udp"))
                : Peer.tcp(HOST, fixture.address("tcp"));
    }
}
