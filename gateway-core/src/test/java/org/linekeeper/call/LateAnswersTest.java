package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.time.Duration;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.junit.jupiter.api.Test;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.jain.JsrFactories;

class LateAnswersTest {
    private static final Target TARGET =
            new Target(SipTransport.UDP, new InetSocketAddress(InetAddress.getLoopbackAddress(), 5060), "pbx.example");

    private final JsrFactories factories = JsrFactories.create();
    private final SetClock clock = new SetClock();
    private final LateAnswers late = new LateAnswers(clock);

    @Test
    void anAckIsKeptWhileItsAnswerMayComeAgain() throws Exception {
        keep("c1");
        clock.forward(Duration.ofSeconds(31));
        keep("c2");
        assertThat(late.to(answer("c1", 2))).isPresent();
        clock.forward(Duration.ofSeconds(2));
        keep("c3");
        assertThat(late.to(answer("c1", 2))).isEmpty();
        assertThat(late.to(answer("c2", 2))).isPresent();
    }

    @Test
    void onlyToTheAnswerOfThatRequest() throws Exception {
        keep("c1");
        assertThat(late.to(answer("c1", 1))).isEmpty();
        assertThat(late.to(answer("c2", 2))).isEmpty();
    }

    private void keep(String callId) throws ParseException {
        Request ack = factories.messages().createRequest(text("ACK sip:far@pbx.example SIP/2.0", callId, "2 ACK"));
        late.keep(LateAnswers.Kept.of(ack, TARGET, "pbx"));
    }

    private Response answer(String callId, int cseq) throws ParseException {
        return factories.messages().createResponse(text("SIP/2.0 200 OK", callId, cseq + " INVITE"));
    }

    private static String text(String start, String callId, String cseq) {
        return start + "\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1\r\nFrom: <sip:us@a.example>;tag=us\r\n"
                + "To: <sip:them@b.example>;tag=them\r\nCall-ID: " + callId + "\r\nCSeq: " + cseq
                + "\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n";
    }
}
