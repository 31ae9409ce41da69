package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.event.CallDirection;
import org.linekeeper.event.CallOutcome;
import org.linekeeper.event.CallRecord;

/** Answered calls, over loopback UDP with raw peers. */
class CallWorldTest {
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
    void callFromThePbxReachesTeams() {
        Dialled call = Dialled.fromPbx(world, "tok-l1", "201", "c1");
        call.invite(Dialled.OFFER);
        world.pbx.response(100, "INVITE");
        SipText invite = world.sbc.request("INVITE");
        assertThat(invite.uri()).isEqualTo("sip:+12065550101@sbc.example.com;user=phone");
        assertThat(invite.body()).isEqualTo(Dialled.OFFER);
        assertThat(invite.contactUri()).contains("@" + CallWorld.TENANT + ":");
        assertThat(invite.header("Max-Forwards")).isEqualTo("69");
        world.sbc.send(invite.reply(180, "Ringing", "far", "", ""), world.teamsListener);
        world.pbx.response(180, "INVITE");
        world.sbc.send(
                invite.reply(200, "OK", "far", "sip:far@" + world.sbc.hostPort(), Dialled.ANSWER), world.teamsListener);
        SipText ok = call.established("INVITE");
        assertThat(ok.body()).isEqualTo(Dialled.ANSWER);
        call.ack("");
        SipText ack = world.sbc.request("ACK");
        assertThat(ack.cseq()).isEqualTo(invite.cseq());
        call.bye();
        world.pbx.response(200, "BYE");
        SipText bye = world.sbc.request("BYE");
        assertThat(bye.tag("To")).isEqualTo("far");
        world.sbc.send(bye.reply(200, "OK", "", "", ""), world.teamsListener);
        CallRecord record = world.record(1);
        assertThat(record.outcome()).isEqualTo(new CallOutcome.Completed(CallOutcome.Party.CALLER));
        assertThat(record.direction()).isEqualTo(CallDirection.PBX_TO_TEAMS);
        assertThat(record.lineId()).contains("l1");
        assertThat(record.calleeSent()).contains("+12065550101");
        assertThat(record.ringingAt()).isPresent();
        assertThat(record.answeredAt()).isPresent();
        assertThat(world.engine.calls().inProgress()).isEmpty();
    }

    @Test
    void callFromTeamsReachesThePbx() {
        Dialled call = Dialled.fromTeams(world, "+12065550101", "+1(425)555-0199", "c2");
        call.invite(Dialled.OFFER);
        SipText invite = world.pbx.request("INVITE");
        assertThat(invite.uri()).isEqualTo("sip:+14255550199@" + CallWorld.SIP_DOMAIN);
        assertThat(invite.header("From")).contains("<sip:101t@" + CallWorld.SIP_DOMAIN + ">");
        assertThat(invite.header("Route")).isEqualTo("<sip:proxy.pbx.example;lr>");
        assertThat(invite.contactUri()).startsWith("sip:tok-l1@127.77.5.2:");
        world.pbx.send(
                invite.reply(200, "OK", "far", "sip:far@" + world.pbx.hostPort(), Dialled.ANSWER), world.pbxListener);
        SipText ok = call.established("INVITE");
        assertThat(ok.contactUri()).startsWith("sip:" + CallWorld.TENANT + ":");
        call.ack("");
        world.pbx.request("ACK");
        world.pbx.send(
                SipText.withBody(
                        "BYE " + invite.contactUri() + " SIP/2.0",
                        List.of(
                                "Via: SIP/2.0/UDP " + world.pbx.hostPort() + ";branch=z9hG4bKx1",
                                "Max-Forwards: 70",
                                "From: " + invite.header("To") + ";tag=far",
                                "To: " + invite.header("From"),
                                "Call-ID: " + invite.callId(),
                                "CSeq: 77 BYE"),
                        ""),
                world.pbxListener);
        world.pbx.response(200, "BYE");
        SipText toTeams = world.sbc.request("BYE");
        world.sbc.send(toTeams.reply(200, "OK", "", "", ""), world.teamsListener);
        CallRecord record = world.record(1);
        assertThat(record.outcome()).isEqualTo(new CallOutcome.Completed(CallOutcome.Party.CALLEE));
        assertThat(record.calleeSent()).contains("+14255550199");
    }
}
