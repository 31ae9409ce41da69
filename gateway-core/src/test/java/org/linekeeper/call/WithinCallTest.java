package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.event.CallOutcome;

/** What happens within an established call. */
class WithinCallTest {
    private static final String HELD = Dialled.ANSWER.replace("o=- 2 2 ", "o=- 2 3 ") + "a=recvonly\r\n";
    private static final String HOLD = Dialled.OFFER + "a=inactive\r\n";

    private CallWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    /** A Teams call to the PBX, answered; gives the INVITE that the PBX got. */
    private SipText talking(Dialled call, String... terms) {
        call.invite(Dialled.OFFER);
        SipText invite = world.pbx.request("INVITE");
        world.pbx.send(
                invite.reply(200, "OK", "far", "sip:far@" + world.pbx.hostPort(), Dialled.ANSWER, terms),
                world.pbxListener);
        call.established("INVITE");
        call.ack("");
        world.pbx.request("ACK");
        // What comes after it on the same dialog is handled after it: now the ACK has been seen.
        call.request("OPTIONS");
        world.sbc.response(200, "OPTIONS");
        return invite;
    }

    private void hangUp(Dialled call) {
        call.bye();
        world.sbc.response(200, "BYE");
        SipText bye = world.pbx.request("BYE");
        world.pbx.send(bye.reply(200, "OK", "", "", ""), world.pbxListener);
        assertThat(world.record(1).outcome()).isEqualTo(new CallOutcome.Completed(CallOutcome.Party.CALLER));
        assertThat(world.records()).hasSize(1);
    }

    private SipText fromThePbx(String method, SipText invite, int cseq, String sdp) {
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
    void holdCrossesTheBridgeInTheWordsOfEachSide() {
        Dialled call = Dialled.fromTeams(world, "+12065550101", "+1425", "w1");
        talking(call);
        call.invite(HOLD);
        SipText hold = world.pbx.request("INVITE");
        assertThat(hold.body()).contains("a=sendonly").contains("o=- 1 2 IN");
        assertThat(hold.tag("To")).isEqualTo("far");
        assertThat(hold.contactUri()).startsWith("sip:tok-l1@");
        world.pbx.send(hold.reply(200, "OK", "far", "sip:far@" + world.pbx.hostPort(), HELD), world.pbxListener);
        world.pbx.request("ACK");
        SipText held = world.sbc.response(200, "INVITE");
        assertThat(held.body()).contains("a=inactive").contains("o=- 2 3 IN");
        assertThat(held.contactUri()).startsWith("sip:" + CallWorld.TENANT);
        call.ack("");
        hangUp(call);
    }

    @Test
    void refusedHoldLeavesTheCallAsItWas() {
        Dialled call = Dialled.fromTeams(world, "+12065550101", "+1425", "w2");
        SipText invite = talking(call);
        world.pbx.send(fromThePbx("INVITE", invite, 5, HOLD), world.pbxListener);
        SipText offered = world.sbc.request("INVITE");
        world.sbc.send(offered.reply(488, "Not Acceptable Here", "", "", ""), world.teamsListener);
        world.sbc.request("ACK");
        world.pbx.response(488, "INVITE");
        hangUp(call);
    }

    /** Teams takes no INVITE without an offer. */
    @Test
    void offerlessReInviteIsAnsweredHereAndTeamsHearsOfTheAnswer() {
        Dialled call = Dialled.fromTeams(world, "+12065550101", "+1425", "w3");
        SipText invite = talking(call);
        world.pbx.send(fromThePbx("INVITE", invite, 5, ""), world.pbxListener);
        SipText offer = world.pbx.response(200, "INVITE");
        assertThat(offer.body()).isEqualTo(Dialled.OFFER);
        world.pbx.send(fromThePbx("ACK", invite, 5, HELD), world.pbxListener);
        SipText held = world.sbc.request("INVITE");
        assertThat(held.body()).contains("a=inactive");
        world.sbc.send(held.reply(200, "OK", "", "sip:me@" + world.sbc.hostPort(), HOLD), world.teamsListener);
        world.sbc.request("ACK");
        hangUp(call);
    }

    @Test
    void refreshIsAnsweredHere() {
        Dialled call = Dialled.fromTeams(world, "+12065550101", "+1425", "w30");
        talking(call);
        call.invite(Dialled.OFFER, "Supported: timer", "Session-Expires: 3600;refresher=uac");
        SipText ok = world.sbc.response(200, "INVITE");
        assertThat(ok.body()).isEqualTo(Dialled.ANSWER);
        assertThat(ok.header("Session-Expires")).isEqualTo("3600;refresher=uac");
        assertThat(ok.header("Require")).isEqualTo("timer");
        call.ack("");
        call.request("UPDATE", "Supported: timer", "Session-Expires: 60");
        assertThat(world.sbc.response(422, "UPDATE").header("Min-SE")).isEqualTo("90");
        call.request("UPDATE", "Supported: timer", "Session-Expires: 1800");
        world.sbc.response(200, "UPDATE");
        world.pbx.assertNo("re-INVITE", message -> message.is("INVITE"));
        hangUp(call);
    }

    @Test
    void intervalThatThePbxRefusesIsRaised() {
        Dialled call = Dialled.fromTeams(world, "+12065550101", "+1425", "w31");
        call.invite(Dialled.OFFER);
        SipText first = world.pbx.request("INVITE");
        assertThat(first.header("Session-Expires")).isEqualTo("1800");
        world.pbx.send(first.reply(422, "Session Interval Too Small", "p1", "", "", "Min-SE: 1900"), world.pbxListener);
        world.pbx.request("ACK");
        SipText second = world.pbx.request("INVITE");
        assertThat(second.header("Session-Expires")).isEqualTo("1900");
        assertThat(second.header("Min-SE")).isEqualTo("1900");
        assertThat(second.tag("From")).isEqualTo(first.tag("From"));
        world.pbx.send(second.reply(486, "Busy Here", "p2", "", ""), world.pbxListener);
        call.ackFailure(world.sbc.response(486, "INVITE"));
    }

    /** RFC 4028 7.4: what a 422 taught stays with the dialog. */
    @Test
    void intervalThatThePbxRefusesWithinTheCallIsRaisedAndItsMinimumTold() {
        Dialled call = Dialled.fromTeams(world, "+12065550101", "+1425", "w32");
        talking(call, "Supported: timer", "Require: timer", "Session-Expires: 1800;refresher=uac");
        call.invite(HOLD);
        SipText held = world.pbx.request("INVITE");
        assertThat(held.header("Session-Expires")).isEqualTo("1800;refresher=uac");
        assertThat(held.header("Min-SE")).isEmpty();
        world.pbx.send(held.reply(422, "Session Interval Too Small", "", "", "", "Min-SE: 7200"), world.pbxListener);
        world.pbx.request("ACK");
        SipText again = world.pbx.request("INVITE");
        assertThat(again.header("Session-Expires")).isEqualTo("7200;refresher=uac");
        assertThat(again.header("Min-SE")).isEqualTo("7200");
        world.pbx.send(again.reply(488, "Not Acceptable Here", "", "", ""), world.pbxListener);
        call.ackFailure(world.sbc.response(488, "INVITE"));
        call.learnAgain();
        hangUp(call);
    }

    @Test
    void glareIsAnswered491() {
        Dialled call = Dialled.fromTeams(world, "+12065550101", "+1425", "w4");
        SipText invite = talking(call);
        call.invite(HOLD);
        SipText ours = world.pbx.request("INVITE");
        world.pbx.send(fromThePbx("INVITE", invite, 5, HOLD), world.pbxListener);
        world.pbx.response(491, "INVITE");
        world.pbx.send(ours.reply(491, "Request Pending", "", "", ""), world.pbxListener);
        call.ackFailure(world.sbc.response(491, "INVITE"));
        call.learnAgain();
        hangUp(call);
    }

    @Test
    void byesMayCross() {
        Dialled call = Dialled.fromTeams(world, "+12065550101", "+1425", "w5");
        SipText invite = talking(call);
        call.bye();
        world.sbc.response(200, "BYE");
        SipText ours = world.pbx.request("BYE");
        world.pbx.send(fromThePbx("BYE", invite, 5, ""), world.pbxListener);
        world.pbx.await(
                "answer to the crossing BYE",
                message -> !message.isRequest() && message.header("CSeq").equals("5 BYE"));
        world.pbx.send(ours.reply(200, "OK", "", "", ""), world.pbxListener);
        assertThat(world.record(1).outcome()).isEqualTo(new CallOutcome.Completed(CallOutcome.Party.CALLER));
        assertThat(world.records()).hasSize(1);
    }

    @Test
    void otherMethodsWithinACallGetASaneAnswer() {
        Dialled call = Dialled.fromTeams(world, "+12065550101", "+1425", "w6");
        talking(call);
        for (String method : List.of("INFO", "MESSAGE")) {
            call.request(method);
            assertThat(world.sbc.response(405, method).header("Allow")).contains("BYE");
        }
        call.request("NOTIFY", Dialled.OF_NOTIFY);
        world.sbc.response(489, "NOTIFY");
        call.request("OPTIONS");
        assertThat(world.sbc.response(200, "OPTIONS").header("Allow")).contains("REFER", "NOTIFY");
        hangUp(call);
    }

    @Test
    void lostAckIsSentAgain() {
        Dialled call = Dialled.fromTeams(world, "+12065550101", "+1425", "w10");
        SipText invite = talking(call);
        world.pbx.send(
                invite.reply(200, "OK", "far", "sip:far@" + world.pbx.hostPort(), Dialled.ANSWER), world.pbxListener);
        world.pbx.request("ACK");
        hangUp(call);
    }

    @Test
    void answerThatIsNeverAcknowledgedIsTakenBack() {
        Dialled call = Dialled.fromTeams(world, "+12065550101", "+1425", "w11");
        call.invite(Dialled.OFFER);
        SipText invite = world.pbx.request("INVITE");
        world.pbx.send(
                invite.reply(200, "OK", "far", "sip:far@" + world.pbx.hostPort(), Dialled.ANSWER), world.pbxListener);
        call.established("INVITE");
        world.ticker.speed(40);
        SipText toPbx = world.pbx.request("BYE");
        SipText toTeams = world.sbc.request("BYE");
        world.ticker.speed(1);
        world.pbx.send(toPbx.reply(200, "OK", "", "", ""), world.pbxListener);
        world.sbc.send(toTeams.reply(200, "OK", "", "", ""), world.teamsListener);
        CallOutcome outcome = world.record(1).outcome();
        assertThat(outcome.code()).isEqualTo("no_ack");
        assertThat(outcome.advice()).contains("Teams");
    }
}
