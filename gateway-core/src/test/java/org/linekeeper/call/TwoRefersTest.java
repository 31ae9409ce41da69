package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Teams user whose transfer has failed transfers again, while the answer to the last NOTIFY of the first one is still on its way. */
class TwoRefersTest {
    private static final String BLIND = "30-refer-blind-to-teams-user";

    private TeamsWorld teams;
    private CallWorld world;
    private TeamsCall call;

    @BeforeEach
    void start() throws Exception {
        teams = new TeamsWorld();
        world = teams.world;
        call = new TeamsCall(teams, "10-invite-from-teams-nonbypass");
    }

    @AfterEach
    void stop() {
        teams.close();
    }

    private SipText notify(String status, int id) {
        return world.sbc.await(
                status + " for REFER " + id,
                message -> message.is("NOTIFY")
                        && message.body().startsWith("SIP/2.0 " + status)
                        && message.header("Event").equals("refer;id=" + id));
    }

    private void answered(SipText notify) {
        world.sbc.send(notify.reply(200, "OK", "", "", ""), world.teamsListener);
    }

    private SipText referred(int cseq) throws Exception {
        SipText refer = TeamsFixture.read(BLIND);
        String branch = refer.header("Via").replaceFirst("branch=", "branch=z9hG4bKr" + cseq);
        call.send(TeamsFixture.with(refer, refer.start(), Map.of("cseq", cseq + " REFER", "via", branch)))
                .response(202, "REFER");
        answered(notify("100", cseq));
        return world.sbc.request("INVITE");
    }

    @Test
    void theEndOfTheFirstIsNotTheEndOfTheSecond() throws Exception {
        call.talking();
        SipText busy = referred(7);
        world.sbc.send(busy.reply(486, "Busy Here", "busy", "", ""), world.teamsListener);
        world.sbc.request("ACK");
        SipText late = notify("486", 7);

        SipText invite = referred(8);
        world.sbc.send(
                invite.reply(
                        200,
                        "OK",
                        "target",
                        "sip:target@" + world.sbc.hostPort(),
                        TeamsFixture.read("65-200-from-teams-fork3").body()),
                world.teamsListener);
        world.sbc.request("ACK");
        SipText update = world.pbx.request("INVITE");
        world.pbx.send(call.reply(update, "sendrecv"), world.pbxListener);
        world.pbx.request("ACK");
        SipText last = notify("200", 8);

        answered(late);
        call.awaitTaken(world.sbc);
        world.sbc.assertNo("BYE before the last NOTIFY is answered", message -> message.is("BYE"));
        answered(last);
        SipText bye = world.sbc.request("BYE");
        assertThat(bye.callId()).isEqualTo(last.callId());
        world.sbc.send(bye.reply(200, "OK", "", "", ""), world.teamsListener);
    }
}
