package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.event.CallOutcome;

/** A PBX whose 200 has no SDP. Teams takes no such answer. */
class BareAnswersTest {
    private CallWorld world;
    private Dialled call;
    private SipText invite;

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
        call = Dialled.fromTeams(world, "+12065550101", "+14255550199", "ba");
        call.invite(Dialled.OFFER);
        invite = world.pbx.request("INVITE");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private void says(int status, String phrase, String sdp) {
        world.pbx.send(invite.reply(status, phrase, "far", "sip:far@" + world.pbx.hostPort(), sdp), world.pbxListener);
    }

    @Test
    void whatItSaidWithItsProgressIsTheAnswer() {
        says(183, "Session Progress", Dialled.ANSWER);
        String early = world.sbc.response(183, "INVITE").body();
        assertThat(early).isEqualTo(Dialled.ANSWER);
        says(200, "OK", "");
        assertThat(call.established("INVITE").body()).isEqualTo(early);
        call.ack("");
        world.pbx.request("ACK");
        call.bye();
        world.sbc.response(200, "BYE");
        SipText bye = world.pbx.request("BYE");
        world.pbx.send(bye.reply(200, "OK", "", "", ""), world.pbxListener);
        assertThat(world.record(1).outcome()).isEqualTo(new CallOutcome.Completed(CallOutcome.Party.CALLER));
    }

    @Test
    void whoNeverSaysIsHungUpOnAndTheRecordSaysWhy() {
        says(180, "Ringing", "");
        says(200, "OK", "");
        world.pbx.request("ACK");
        SipText bye = world.pbx.request("BYE");
        world.pbx.send(bye.reply(200, "OK", "", "", ""), world.pbxListener);
        call.ackFailure(world.sbc.response(502, "INVITE"));
        CallOutcome outcome = world.record(1).outcome();
        assertThat(outcome.code()).isEqualTo("rejected");
        assertThat(outcome.advice()).contains("The PBX").contains("without a session description");
        assertThat(world.records()).hasSize(1);
    }
}
