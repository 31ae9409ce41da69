package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The answer to a re-INVITE comes once more when its call is over. */
class LateAnswerTest {
    private static final String HOLD = Dialled.OFFER.replace("o=- 1 1", "o=- 1 2") + "a=inactive\r\n";
    private static final String HELD = Dialled.ANSWER.replace("o=- 2 2", "o=- 2 3") + "a=inactive\r\n";

    private CallWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void itIsAcknowledgedByTheRouteOfItsDialog() {
        String contact = "sip:far@" + world.pbx.hostPort();
        String route = "<sip:" + world.pbx.hostPort() + ";lr>";
        Dialled call = Dialled.fromTeams(world, "+12065550101", "+1425", "late");
        call.invite(Dialled.OFFER);
        world.pbx.send(
                world.pbx.request("INVITE").reply(200, "OK", "far", contact, Dialled.ANSWER, "Record-Route: " + route),
                world.pbxListener);
        call.established("INVITE");
        call.ack("");
        world.pbx.request("ACK");
        call.request("OPTIONS");
        world.sbc.response(200, "OPTIONS");

        call.invite(HOLD);
        SipText answer = world.pbx.request("INVITE").reply(200, "OK", "far", contact, HELD);
        world.pbx.send(answer, world.pbxListener);
        SipText first = world.pbx.request("ACK");
        assertThat(first.header("Route")).isEqualTo(route);
        world.sbc.response(200, "INVITE");
        call.ack("");
        call.bye();
        world.sbc.response(200, "BYE");
        SipText bye = world.pbx.request("BYE");
        world.pbx.send(bye.reply(200, "OK", "", "", ""), world.pbxListener);
        world.record(1);

        // The first second falls into the time in which the stack lets the ended dialog swallow it.
        Awaitility.await("the ACK once more")
                .pollInterval(Duration.ofMillis(400))
                .until(() -> {
                    world.pbx.send(answer, world.pbxListener);
                    return world.pbx.has(message -> message.is("ACK"));
                });
        SipText again = world.pbx.request("ACK");
        assertThat(again.uri()).isEqualTo(first.uri());
        assertThat(again.header("Route")).isEqualTo(route);
        assertThat(again.header("CSeq")).isEqualTo(first.header("CSeq"));
        assertThat(again.header("Via")).startsWith("SIP/2.0/UDP");
        world.pbx.assertNo("a second BYE", message -> message.is("BYE"));
    }
}
