package org.linekeeper.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.SipStack;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.register.Register;
import org.linekeeper.sip.register.RegisterClient;
import org.linekeeper.sip.register.RegisterOutcome;
import org.linekeeper.sip.transport.ListenerSettings;
import org.linekeeper.sip.transport.MessageSource;
import org.linekeeper.sip.transport.OwnLoopback;
import org.linekeeper.sip.transport.ResponseTap;
import org.linekeeper.sip.transport.SipStackSettings;
import org.linekeeper.sip.transport.Sockets;
import org.linekeeper.sip.transport.TransportLimits;

/** A REGISTER client on the sockets of the stack, beside its transactions. */
class RegisterSeamTest {
    private static final String HOST = OwnLoopback.address();

    @Test
    void sendsFromTheListenerAndGetsTheResponsesOfItsBranch() throws Exception {
        ListenerSettings udp = new ListenerSettings(
                "udp", SipTransport.UDP, new InetSocketAddress(HOST, 5060), HOST, 5060, Optional.empty());
        SipStackSettings settings = new SipStackSettings("Linekeeper", 1, List.of(udp), TransportLimits.defaults());
        RecordingUser user = new RecordingUser();
        try (JainSipStack stack = JainSipStack.create(settings, StackPorts.standard(), Client::new);
                DatagramSocket registrar = new DatagramSocket(0, InetAddress.getByName(HOST))) {
            stack.transactionUser(user);
            assertThat(stack.open()).isInstanceOf(SipStack.OpenOutcome.Opened.class);
            Client client = (Client) stack.registerClient();
            Target target =
                    new Target(SipTransport.UDP, new InetSocketAddress(HOST, registrar.getLocalPort()), "pbx.example");
            client.seam.sender().send(target, Sockets.bytes("REGISTER sip:pbx.example SIP/2.0\r\n\r\n"), cause -> {});
            assertThat(Sockets.receiveUdp(registrar, 30_000)).startsWith("REGISTER ");
            String response = String.join(
                    "\r\n",
                    "SIP/2.0 200 OK",
                    "Via: SIP/2.0/UDP 127.77.3.75;branch=z9hG4bKr0001",
                    "From: <sip:a@b>;tag=1",
                    "To: <sip:a@b>;tag=2",
                    "Call-ID: c",
                    "CSeq: 1 REGISTER",
                    "",
                    "");
            Sockets.sendUdp(registrar, response, stack.boundAddress("udp"));
            assertThat(client.responses.poll(30, TimeUnit.SECONDS)).isEqualTo("z9hG4bKr0001");
            assertThat(user.events).isEmpty();
        }
    }

    private static final class Client implements RegisterClient, ResponseTap {
        private final RegisterSeam seam;
        private final BlockingQueue<String> responses = new LinkedBlockingQueue<>();

        Client(RegisterSeam seam) {
            this.seam = seam;
        }

        @Override
        public void send(Register register, Target target, Loop loop, Consumer<RegisterOutcome> outcome) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ContactAddress contactAddress(Target target) {
            ListenerSettings listener = seam.sender().listenerFor(target);
            return new ContactAddress(listener.advertisedHost(), listener.advertisedPort(), listener.transport());
        }

        @Override
        public String branchPrefix() {
            return "r";
        }

        @Override
        public void response(byte[] message, String branch, MessageSource source) {
            responses.add(branch);
        }
    }
}
