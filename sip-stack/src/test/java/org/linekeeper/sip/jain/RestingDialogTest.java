package org.linekeeper.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gov.nist.javax.sip.stack.SIPDialog;
import java.util.Optional;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.sip.transport.OwnLoopback;
import org.linekeeper.sip.transport.TransportCounters;

/** What is let go of during and after a call is not missed. */
class RestingDialogTest {
    private static final String CALL_ID = "resting";
    private StackFixture fixture;
    private Peer peer;

    @BeforeEach
    void open() throws Exception {
        fixture = new StackFixture(OwnLoopback.address(), Optional.empty());
        peer = Peer.udp("127.77.24.111", fixture.address("udp"));
    }

    @AfterEach
    void close() throws Exception {
        fixture.ticker.speed(1);
        peer.close();
        fixture.stack.close();
    }

    @Test
    void dialogThatWentOutIsUsedAgainAfterItsRest() throws Exception {
        ClientTransaction call = fixture.send(fixture.invite(CALL_ID, peer.target()), peer.target());
        String invite = peer.receive(3_000);
        peer.send(Text.response(invite, 200, peer, "theirtag"));
        assertThat(fixture.user.next()).isEqualTo("200");
        Dialog dialog = fixture.user.responses.take().getDialog();
        fixture.onLoop(CALL_ID, () -> {
            Request ack = dialog.createAck(1);
            fixture.stack.pin(ack, peer.target());
            dialog.sendAck(ack);
            return ack;
        });
        assertThat(peer.receive(3_000)).startsWith("ACK ");
        assertThat(((SIPDialog) dialog).getLastTransaction()).isSameAs(call);

        fixture.ticker.speed(50);
        await().until(() -> ((SIPDialog) dialog).getLastTransaction() == null);
        fixture.ticker.speed(1);

        fixture.onLoop(CALL_ID, () -> {
            Request bye = dialog.createRequest(Request.BYE);
            dialog.sendRequest(fixture.stack.clientTransaction(bye, peer.target(), "udp"));
            return bye;
        });
        assertThat(peer.receive(3_000))
                .startsWith("BYE sip:them@")
                .contains("From: <sip:us@linekeeper.example>;tag=ourtag")
                .contains("To: <sip:them@pbx.example>;tag=theirtag");
    }

    @Test
    void repeatedByeGetsTheSameAnswerAndNobodyIsAskedAgain() throws Exception {
        fixture.user.onRequest = event -> {
            ServerTransaction answered = StackFixture.answer(event, 200);
            assertThat(answered).isNotNull();
        };
        String bye = Text.request("BYE", peer, CALL_ID, 2, "ourtag", "repeated");
        peer.send(bye);
        assertThat(fixture.user.next()).isEqualTo("BYE");
        String first = peer.receive(3_000);
        assertThat(first).startsWith("SIP/2.0 200 OK");
        assertThat(fixture.stack.inventory().serverTransactions()).isZero();

        peer.send(bye);
        assertThat(peer.receive(3_000)).isEqualTo(first);
        assertThat(fixture.user.events).isEmpty();

        fixture.ticker.speed(400);
        long later = fixture.ticker.getAsLong() + 45_000_000_000L;
        await().until(() -> fixture.ticker.getAsLong() > later);
        peer.send(bye);
        assertThat(fixture.user.next()).isEqualTo("BYE");
        assertThat(fixture.counters.value(TransportCounters.Event.USER_FAILED)).isZero();
    }
}
