package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.linekeeper.config.model.Trunk;
import org.linekeeper.event.CallOutcome;

/** REFER from the PBX: a phone there sends the Teams user on. */
class PbxTransferTest {
    private static final String TARGET_MEDIA =
            "v=0\r\no=- 9 9 IN IP4 192.0.2.7\r\ns=-\r\nc=IN IP4 192.0.2.7\r\nt=0 0\r\nm=audio 7000 RTP/AVP 0\r\n";

    private CallWorld world;
    private Dialled call;
    private SipText toTeams;

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
        call = Dialled.fromPbx(world, "tok-l1", "+14155550199", "pt1");
        call.invite(Dialled.OFFER);
        toTeams = world.sbc.request("INVITE");
        world.sbc.send(
                toTeams.reply(200, "OK", "teams", "sip:teams@" + world.sbc.hostPort(), Dialled.ANSWER),
                world.teamsListener);
        world.sbc.request("ACK");
        call.established("INVITE");
        call.ack("");
        call.request("OPTIONS");
        world.pbx.response(200, "OPTIONS");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private void notified(String line) {
        SipText notify = world.pbx.request("NOTIFY");
        assertThat(notify.body()).isEqualTo("SIP/2.0 " + line + "\r\n");
        world.pbx.send(notify.reply(200, "OK", "", "", ""), world.pbxListener);
    }

    @Test
    void theTargetIsCalledAsTheLineAndTeamsHearsItsMedia() {
        call.request(
                "REFER",
                "REFER-TO: <sip:205@" + CallWorld.SIP_DOMAIN + ">",
                "REFERRED-BY: <sip:201@" + CallWorld.SIP_DOMAIN + ">");
        world.pbx.response(202, "REFER");
        notified("100 Trying");
        SipText invite = world.pbx.request("INVITE");
        assertThat(invite.uri()).isEqualTo("sip:205@" + CallWorld.SIP_DOMAIN);
        assertThat(invite.header("From")).contains("sip:101t@" + CallWorld.SIP_DOMAIN);
        assertThat(invite.header("Referred-By")).contains("sip:201@");
        assertThat(invite.body()).contains("m=audio 5000");
        world.pbx.send(
                invite.reply(200, "OK", "tgt", "sip:205@" + world.pbx.hostPort(), TARGET_MEDIA), world.pbxListener);
        world.pbx.request("ACK");
        SipText update = world.sbc.request("INVITE");
        assertThat(update.body()).contains("m=audio 7000").contains("o=- 1 2 IN");
        world.sbc.send(
                update.reply(200, "OK", "", "sip:teams@" + world.sbc.hostPort(), Dialled.ANSWER), world.teamsListener);
        world.sbc.request("ACK");
        notified("200 OK");
        SipText bye = world.pbx.request("BYE");
        assertThat(bye.callId()).isEqualTo("pt1");
        world.pbx.send(bye.reply(200, "OK", "", "", ""), world.pbxListener);
        // Whoever is left may transfer again: the seat is free.
        hangUpFromTeams();
        SipText last = world.pbx.request("BYE");
        assertThat(last.callId()).isEqualTo(invite.callId());
        world.pbx.send(last.reply(200, "OK", "", "", ""), world.pbxListener);
        assertThat(world.record(2).outcome()).isInstanceOf(CallOutcome.Completed.class);
        assertThat(world.records()).hasSize(2);
    }

    private void hangUpFromTeams() {
        world.sbc.send(
                SipText.withBody(
                        "BYE " + toTeams.contactUri() + " SIP/2.0",
                        java.util.List.of(
                                "Via: SIP/2.0/UDP " + world.sbc.hostPort() + ";branch=z9hG4bKtbye",
                                "Max-Forwards: 70",
                                "From: " + toTeams.header("To") + ";tag=teams",
                                "To: " + toTeams.header("From"),
                                "Call-ID: " + toTeams.callId(),
                                "CSeq: 900 BYE"),
                        ""),
                world.teamsListener);
        world.sbc.response(200, "BYE");
    }

    @ParameterizedTest
    @CsvSource({
        "sip:acme.pbx.example, 400",
        "sip:tok-l1@127.77.5.2, 482",
        "tel:205, 416",
    })
    void whatCannotBeReferredToIsRefused(String target, int status) {
        call.request("REFER", "REFER-TO: <" + target + ">");
        world.pbx.response(status, "REFER");
        hangUpFromTeams();
        SipText bye = world.pbx.request("BYE");
        world.pbx.send(bye.reply(200, "OK", "", "", ""), world.pbxListener);
        assertThat(world.record(1).outcome()).isEqualTo(new CallOutcome.Completed(CallOutcome.Party.CALLEE));
    }

    /** A place outside the PBX's domain is named to the PBX, and never called directly. */
    @Test
    void anotherHostIsLeftToThePbx() {
        call.request("REFER", "REFER-TO: <sip:205@192.0.2.77:5062>");
        world.pbx.response(202, "REFER");
        notified("100 Trying");
        SipText invite = world.pbx.request("INVITE");
        assertThat(invite.uri()).isEqualTo("sip:205@192.0.2.77:5062");
        world.pbx.send(invite.reply(404, "Not Found", "tgt", "", ""), world.pbxListener);
        world.pbx.request("ACK");
        notified("404 Not Found");
    }

    /** What the gateway does not know the PBX may, so it is asked; and what it says is what the transferor hears. */
    @ParameterizedTest
    @CsvSource({
        "481, Call/Transaction Does Not Exist",
        "603, Declined",
        "408, Request Timeout",
        "400, Bad Request",
    })
    void aDialogThatOnlyThePbxMayKnowIsNamedToIt(int status, String phrase) {
        call.request(
                "REFER",
                "REFER-TO: <sip:205@" + CallWorld.SIP_DOMAIN + "?Replaces=nobody%3Bto-tag%3D1%3Bfrom-tag%3D2>");
        world.pbx.response(202, "REFER");
        notified("100 Trying");
        SipText invite = world.pbx.request("INVITE");
        assertThat(invite.header("Replaces")).isEqualTo("nobody;to-tag=1;from-tag=2");
        world.pbx.send(invite.reply(status, phrase, "tgt", "", ""), world.pbxListener);
        world.pbx.request("ACK");
        notified(status + " " + phrase);
    }

    /** On a trunk the Teams user is known by its number, whoever asked for the call. */
    @Test
    void onATrunkTheTargetSeesTheNumberOfTheLine() {
        world.directory.pbxs.computeIfPresent("p1", (id, pbx) -> pbx.with(new Trunk(Optional.of("l1"))));
        call.request("REFER", "REFER-TO: <sip:+14255550188@" + CallWorld.SIP_DOMAIN + ">");
        world.pbx.response(202, "REFER");
        notified("100 Trying");
        SipText invite = world.pbx.request("INVITE");
        assertThat(invite.header("From")).contains("<sip:+12065550101@" + CallWorld.SIP_DOMAIN + ">");
        assertThat(invite.header("P-Asserted-Identity")).contains("sip:+12065550101@");
    }

    @Test
    void aSecondReferWaitsForTheFirst() {
        call.request("REFER", "REFER-TO: <sip:205@" + CallWorld.SIP_DOMAIN + ">");
        world.pbx.response(202, "REFER");
        notified("100 Trying");
        SipText invite = world.pbx.request("INVITE");
        call.request("REFER", "REFER-TO: <sip:206@" + CallWorld.SIP_DOMAIN + ">");
        world.pbx.response(491, "REFER");
        world.pbx.send(invite.reply(486, "Busy Here", "tgt", "", ""), world.pbxListener);
        world.pbx.request("ACK");
        notified("486 Busy Here");
        call.request("REFER", "REFER-TO: <sip:206@" + CallWorld.SIP_DOMAIN + ">");
        world.pbx.response(202, "REFER");
        notified("100 Trying");
        assertThat(world.pbx.request("INVITE").uri()).startsWith("sip:206@");
    }
}
