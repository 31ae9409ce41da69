package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.event.CallOutcome;

/** What the PBX does within a call of Teams, and how Teams hears of it. */
class TeamsFarEndTest {
    private TeamsWorld teams;
    private CallWorld world;
    private TeamsCall call;
    private SipText invite;

    @BeforeEach
    void start() throws Exception {
        teams = new TeamsWorld();
        world = teams.world;
        call = new TeamsCall(teams, "10-invite-from-teams-nonbypass");
        invite = call.talking();
    }

    @AfterEach
    void stop() {
        teams.close();
    }

    private SipText fromThePbx(String method, int cseq, String sdp) {
        return SipText.withBody(
                method + " " + invite.contactUri() + " SIP/2.0",
                List.of(
                        "Via: SIP/2.0/UDP " + world.pbx.hostPort() + ";branch=z9hG4bKp" + method + cseq,
                        "Max-Forwards: 70",
                        "From: " + invite.header("To") + ";tag=far",
                        "To: " + invite.header("From"),
                        "Call-ID: " + invite.callId(),
                        "CSeq: " + cseq + " " + method,
                        "Contact: <sip:far@" + world.pbx.hostPort() + ">"),
                sdp);
    }

    @Test
    void holdOfAPhoneIsInactiveForTeamsAndGoesToItsContact() {
        String held = call.reply(invite, "sendonly").body();
        world.pbx.send(fromThePbx("INVITE", 5, held), world.pbxListener);
        SipText hold = world.sbc.request("INVITE");
        assertThat(hold.uri()).isEqualTo(call.invite.contactUri());
        assertThat(hold.header("Route")).contains("sip-du-a-eu.pstnhub.microsoft.com");
        assertThat(hold.body()).contains("a=inactive");
        String answer = call.invite.body().replace("3771 0 ", "3771 1 ").replace("a=sendrecv", "a=inactive");
        world.sbc.send(hold.reply(200, "OK", "", call.invite.contactUri(), answer), world.teamsListener);
        world.sbc.request("ACK");
        assertThat(world.pbx.response(200, "INVITE").body()).contains("a=recvonly");
        world.pbx.send(fromThePbx("ACK", 5, ""), world.pbxListener);
        world.pbx.send(fromThePbx("BYE", 6, ""), world.pbxListener);
        SipText bye = world.sbc.request("BYE");
        assertThat(bye.uri()).isEqualTo(call.invite.contactUri());
        world.sbc.send(bye.reply(200, "OK", "", "", ""), world.teamsListener);
        assertThat(world.record(1).outcome()).isEqualTo(new CallOutcome.Completed(CallOutcome.Party.CALLEE));
        teams.assertStrict();
    }
}
