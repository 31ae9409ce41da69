package org.linekeeper.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.sip.SipStack;
import org.linekeeper.sip.transport.ListenerSettings;
import org.linekeeper.sip.transport.OwnLoopback;
import org.linekeeper.sip.transport.SipStackSettings;
import org.linekeeper.sip.transport.TransportLimits;

class JainLifeCycleTest {
    private static final String HOST = OwnLoopback.address();

    @Test
    void canBeClosedAndAnotherOpenedInTheSameProcess() throws Exception {
        for (int i = 0; i < 3; i++) {
            try (StackFixture fixture = new StackFixture(HOST, Optional.empty());
                    Peer peer = Peer.udp("127.77.3.71", fixture.address("udp"))) {
                fixture.user.onRequest = event -> StackFixture.answer(event, 486);
                peer.send(Text.request("INVITE", peer, "again" + i, 1, "", "again" + i));
                assertThat(peer.receive(3_000)).startsWith("SIP/2.0 486");
            }
        }
        await().untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    @Test
    void opensNothingWhenOnePortIsBusy() throws Exception {
        try (DatagramSocket busy = new DatagramSocket(5062, InetAddress.getByName(HOST));
                JainSipStack stack = stack(
                        listener("tcp", SipTransport.TCP, 5062),
                        listener("free", SipTransport.UDP, 5063),
                        listener("taken", SipTransport.UDP, 5062))) {
            assertThat(stack.open()).isInstanceOfSatisfying(SipStack.OpenOutcome.Refused.class, refused -> {
                assertThat(refused.listener()).isEqualTo("taken");
                assertThat(refused.advice()).contains(HOST + ":5062").contains("Free the port");
            });
            try (DatagramSocket free = new DatagramSocket(5063, InetAddress.getByName(HOST))) {
                assertThat(free.isBound()).isTrue();
            }
            assertThat(busy.isBound()).isTrue();
        }
        await().untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    @Test
    void refusesAListenerWithoutPort() {
        try (JainSipStack stack = stack(listener("any", SipTransport.UDP, 0))) {
            assertThat(stack.open()).isInstanceOf(SipStack.OpenOutcome.Refused.class);
        }
    }

    @Test
    void refusesTwoListenersAtOnePlace() {
        try (JainSipStack stack =
                stack(listener("one", SipTransport.UDP, 5064), listener("two", SipTransport.UDP, 5064))) {
            assertThat(stack.open()).isInstanceOf(SipStack.OpenOutcome.Refused.class);
        }
    }

    @Test
    void canBeClosedWithoutHavingBeenOpened() {
        JainSipStack stack = stack(listener("udp", SipTransport.UDP, 5065));
        stack.close();
        assertThat(stack.inventory().connections()).isZero();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("EventScanner")
                        || thread.getName().startsWith("sip-")
                        || thread.getName().contains("SipTimer"))
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .toList();
    }

    private static JainSipStack stack(ListenerSettings... listeners) {
        JainSipStack stack = JainSipStack.create(
                new SipStackSettings("Linekeeper", 1, List.of(listeners), TransportLimits.defaults()),
                StackPorts.standard());
        stack.transactionUser(new RecordingUser());
        return stack;
    }

    private static ListenerSettings listener(String name, SipTransport transport, int port) {
        return new ListenerSettings(
                name, transport, new InetSocketAddress(HOST, port), HOST, Math.max(1, port), Optional.empty());
    }
}
