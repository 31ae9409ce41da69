package org.linekeeper.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import javax.sip.message.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.sip.transport.OwnLoopback;
import org.linekeeper.sip.transport.TransportCounters.Event;

/** Transactions over UDP that have done their work are gone, and what comes again finds its answer all the same. */
class LeavingTransactionsTest {
    private StackFixture fixture;
    private Peer peer;

    @BeforeEach
    void open() throws Exception {
        fixture = new StackFixture(OwnLoopback.address(), Optional.empty());
        peer = Peer.udp("127.77.3.81", fixture.address("udp"));
    }

    @AfterEach
    void close() throws Exception {
        peer.close();
        fixture.close();
    }

    @Test
    void acceptedInviteLeavesAndIsAbsorbedWhenItComesAgain() throws Exception {
        fixture.user.onRequest = event -> {
            if (event.getRequest().getMethod().equals(Request.INVITE)) {
                StackFixture.answer(event, 180, 200);
            }
        };
        String invite = Text.request("INVITE", peer, "accepted", 1, "", "accepted");
        peer.send(invite);
        assertThat(peer.receive(2_000)).startsWith("SIP/2.0 180");
        assertThat(peer.receive(2_000)).startsWith("SIP/2.0 200");
        assertThat(fixture.onLoop("accepted", () -> fixture.stack.inventory().serverTransactions()))
                .isZero();
        peer.send(Text.request("ACK", peer, "accepted", 1, "ourtag", "acceptedack"));
        assertThat(fixture.user.next()).isEqualTo("INVITE");
        assertThat(fixture.user.next()).isEqualTo("ACK");
        later(Duration.ofSeconds(20));
        peer.send(invite);
        // What the stack still knows is in order; the INFO comes after the INVITE that is absorbed.
        peer.send(Text.request("INFO", peer, "accepted", 2, "ourtag", "info"));
        assertThat(fixture.user.next()).isEqualTo("INFO");
    }

    @Test
    void acceptedInviteWithoutAckIsAnsweredAgain() throws Exception {
        fixture.user.onRequest = event -> StackFixture.answer(event, 200);
        peer.send(Text.request("INVITE", peer, "unheard", 1, "", "unheard"));
        String accepted = peer.receive(2_000);
        assertThat(accepted).startsWith("SIP/2.0 200");
        assertThat(peer.receive(3_000)).isEqualTo(accepted);
    }

    @Test
    void answeredRequestLeavesAndItsSecondResponseIsDropped() throws Exception {
        fixture.send(fixture.request(Request.INFO, "answered", peer.target()), peer.target());
        String request = peer.receive(2_000);
        peer.send(Text.response(request, 200, peer, "t"));
        assertThat(fixture.user.next()).isEqualTo("200");
        assertThat(left("answered")).isZero();
        peer.send(Text.response(request, 200, peer, "t"));
        await().until(() -> fixture.counters.value(Event.STRAY_RESPONSE) == 1);
        assertThat(fixture.user.events).isEmpty();
    }

    @Test
    void acceptedCallLeavesAndItsSecond2xxReachesTheUserWithoutTransaction() throws Exception {
        fixture.send(fixture.invite("called", peer.target()), peer.target());
        String invite = peer.receive(2_000);
        peer.send(Text.response(invite, 180, peer, "t"));
        peer.send(Text.response(invite, 200, peer, "t"));
        assertThat(fixture.user.next()).isEqualTo("180");
        assertThat(fixture.user.next()).isEqualTo("200");
        assertThat(left("called")).isZero();
    }

    @Test
    void refusedCallStaysForEveryRepetitionOfTheRefusal() throws Exception {
        fixture.send(fixture.invite("refused", peer.target()), peer.target());
        String invite = peer.receive(2_000);
        for (int i = 0; i < 2; i++) {
            peer.send(Text.response(invite, 486, peer, "t"));
            assertThat(peer.receive(2_000)).startsWith("ACK ");
        }
        assertThat(fixture.user.next()).isEqualTo("486");
        assertThat(left("refused")).isOne();
        fixture.ticker.speed(50);
        await().until(() -> left("refused") == 0);
        assertThat(fixture.user.events).isEmpty();
    }

    private int left(String callId) throws Exception {
        return fixture.onLoop(callId, () -> fixture.stack.inventory().clientTransactions());
    }

    private void later(Duration time) {
        long until = fixture.ticker.getAsLong() + time.toNanos();
        fixture.ticker.speed(100);
        await().pollInterval(Duration.ofMillis(5)).until(() -> fixture.ticker.getAsLong() >= until);
        fixture.ticker.speed(1);
    }
}
