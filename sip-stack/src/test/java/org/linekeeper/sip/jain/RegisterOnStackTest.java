package org.linekeeper.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.SipStack;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.register.Register;
import org.linekeeper.sip.register.RegisterClientSettings;
import org.linekeeper.sip.register.RegisterIdentity;
import org.linekeeper.sip.register.RegisterOutcome;
import org.linekeeper.sip.register.RegisterTransactions;
import org.linekeeper.sip.transport.ListenerSettings;
import org.linekeeper.sip.transport.OwnLoopback;
import org.linekeeper.sip.transport.SipStackSettings;
import org.linekeeper.sip.transport.Sockets;
import org.linekeeper.sip.transport.TransportLimits;

class RegisterOnStackTest {
    private static final String HOST = OwnLoopback.address();

    @Test
    void registers() throws Exception {
        ListenerSettings udp = new ListenerSettings(
                "udp", SipTransport.UDP, new InetSocketAddress(HOST, 5060), HOST, 5060, Optional.empty());
        ListenerSettings tcp = new ListenerSettings(
                "tcp", SipTransport.TCP, new InetSocketAddress(HOST, 5060), HOST, 5060, Optional.empty());
        SipStackSettings settings =
                new SipStackSettings("Linekeeper", 2, List.of(udp, tcp), TransportLimits.defaults());
        try (JainSipStack stack = JainSipStack.create(
                        settings,
                        StackPorts.standard(),
                        seam -> new RegisterTransactions(
                                seam.sender(),
                                seam.loops(),
                                new JainRegisterResponseParser(),
                                RegisterClientSettings.of("Linekeeper"),
                                7));
                DatagramSocket registrar = new DatagramSocket(0, InetAddress.getByName(HOST))) {
            stack.transactionUser(new RecordingUser());
            assertThat(stack.open()).isInstanceOf(SipStack.OpenOutcome.Opened.class);
            Target target =
                    new Target(SipTransport.UDP, new InetSocketAddress(HOST, registrar.getLocalPort()), "pbx.example");
            BlockingQueue<RegisterOutcome> outcomes = new LinkedBlockingQueue<>();
            Loop loop = stack.loops().ownerOf("line1");
            Register register = new Register(
                    "pbx.example",
                    "alice",
                    Optional.empty(),
                    new RegisterIdentity(1, 2),
                    1,
                    Duration.ofMinutes(5),
                    Register.Asking.BINDING,
                    false,
                    true,
                    List.of());
            loop.execute(() -> stack.registerClient().send(register, target, loop, outcomes::add));
            String request = Sockets.receiveUdp(registrar, 30_000);
            StringBuilder response = new StringBuilder("SIP/2.0 200 OK\r\n");
            for (String name : List.of("Via", "From", "To", "Call-ID", "CSeq", "Contact")) {
                response.append(name)
                        .append(": ")
                        .append(Text.header(request, name))
                        .append("\r\n");
            }
            Sockets.sendUdp(
                    registrar, response + "Expires: 120\r\nContent-Length: 0\r\n\r\n", stack.boundAddress("udp"));
            assertThat(outcomes.poll(30, TimeUnit.SECONDS)).isInstanceOf(RegisterOutcome.Answered.class);
            int dead;
            try (java.net.ServerSocket s = new java.net.ServerSocket(0, 1, InetAddress.getByName(HOST))) {
                dead = s.getLocalPort();
            }
            Target gone = new Target(SipTransport.TCP, new InetSocketAddress(HOST, dead), "pbx.example");
            loop.execute(() -> stack.registerClient().send(register, gone, loop, outcomes::add));
            assertThat(outcomes.poll(30, TimeUnit.SECONDS)).isInstanceOf(RegisterOutcome.TransportFailed.class);
        }
    }
}
