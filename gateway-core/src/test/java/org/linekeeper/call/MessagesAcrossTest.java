package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.event.CallOutcome;

/** What of a message crosses the bridge, what does not, and what is made of odd ones. */
class MessagesAcrossTest {
    private static final String MIXED = String.join(
            "\r\n",
            "--b",
            "Content-Type: application/sdp",
            "",
            "v=0",
            "",
            "--b",
            "Content-Type: application/pidf+xml",
            "",
            "<presence/>",
            "--b--",
            "");

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
    void emergencyBodyAndItsHeadersCrossByteForByte() {
        Dialled.fromTeams(world, "+12065550101", "911", "m1")
                .invite(
                        MIXED,
                        "Content-Type: multipart/mixed; boundary=b",
                        "Geolocation: <cid:target123@sip.example>",
                        "Geolocation-Routing: yes",
                        "Priority: emergency",
                        "User-Agent: Microsoft.PSTNHub.SIPProxy",
                        "X-MS-UserLocation: external");
        SipText invite = world.pbx.request("INVITE");
        assertThat(invite.body()).isEqualTo(MIXED);
        assertThat(invite.header("Content-Type"))
                .containsIgnoringCase("multipart/mixed")
                .contains("boundary=b");
        assertThat(invite.header("Geolocation")).isEqualTo("<cid:target123@sip.example>");
        assertThat(invite.header("Priority")).isEqualTo("emergency");
        assertThat(invite.uri()).isEqualTo("sip:911@" + CallWorld.SIP_DOMAIN);
        assertThat(invite.header("User-Agent")).doesNotContain("Microsoft");
        assertThat(invite.header("X-MS-UserLocation")).isEmpty();
        assertThat(invite.header("Supported")).isEqualTo("timer, replaces");
    }

    @Test
    void everyMessageSaysWhatProgramItCameFrom() {
        Dialled call = Dialled.fromTeams(world, "+12065550101", "+1425", "ua");
        call.invite(Dialled.OFFER);
        assertThat(world.sbc.response(100, "INVITE").header("Server")).isEqualTo("Linekeeper");
        SipText invite = world.pbx.request("INVITE");
        assertThat(invite.header("User-Agent")).isEqualTo("Linekeeper");
        world.pbx.send(
                invite.reply(200, "OK", "far", "sip:far@" + world.pbx.hostPort(), Dialled.ANSWER), world.pbxListener);
        assertThat(world.pbx.request("ACK").header("User-Agent")).isEqualTo("Linekeeper");
        assertThat(call.established("INVITE").header("Server")).isEqualTo("Linekeeper");
        call.ack("");
        call.bye();
        assertThat(world.pbx.request("BYE").header("User-Agent")).isEqualTo("Linekeeper");
        assertThat(world.sbc.response(200, "BYE").header("Server")).isEqualTo("Linekeeper");
        call = Dialled.fromTeams(world, "+12065550102", "+1425", "ua2");
        call.invite(Dialled.OFFER);
        SipText second = world.pbx.request("INVITE");
        world.pbx.send(second.reply(180, "Ringing", "far", "", ""), world.pbxListener);
        world.sbc.response(180, "INVITE");
        call.cancel();
        assertThat(world.pbx.request("CANCEL").header("User-Agent")).isEqualTo("Linekeeper");
    }

    @Test
    void oddContactOfTeamsIsEchoedAndItsRecordRouteFollowed() {
        String contact = "sip:api-du-a-euwe.pstnhub.microsoft.com:443;"
                + "x-i=fe4b281c-bab3-5194-ad39-7825f218d426;x-c=9136894e55a50d3a4a5f89369925cec5/s/1/dcc1d3e85ad931be4298ffb7cc7381ed";
        world.locator.at("sip-du-a-eu.pstnhub.microsoft.com", world.sbc.address());
        Dialled call = Dialled.fromTeams(world, "+12065550101", "+1425", "m2");
        call.invite(
                Dialled.OFFER,
                "Contact: <" + contact + ">",
                "RECORD-ROUTE: <sip:sip-du-a-eu.pstnhub.microsoft.com:5061;transport=udp;lr>",
                "MIN-SE: 300",
                "SESSION-EXPIRES: 3600",
                "SUPPORTED: histinfo,timer");
        SipText invite = world.pbx.request("INVITE");
        world.pbx.send(
                invite.reply(200, "OK", "far", "sip:far@" + world.pbx.hostPort(), Dialled.ANSWER), world.pbxListener);
        SipText ok = call.established("INVITE");
        assertThat(ok.header("Record-Route")).contains("sip-du-a-eu.pstnhub.microsoft.com");
        assertThat(ok.header("Session-Expires")).isEqualTo("3600;refresher=uac");
        call.ack("");
        world.pbx.request("ACK");
        call.request("OPTIONS");
        world.sbc.response(200, "OPTIONS");
        world.pbx.send(bye(invite), world.pbxListener);
        SipText bye = world.sbc.request("BYE");
        assertThat(bye.uri()).isEqualTo(contact);
        assertThat(bye.header("Route")).contains("sip-du-a-eu.pstnhub.microsoft.com:5061");
    }

    private SipText bye(SipText invite) {
        return SipText.withBody(
                "BYE " + invite.contactUri() + " SIP/2.0",
                List.of(
                        "Via: SIP/2.0/UDP " + world.pbx.hostPort() + ";branch=z9hG4bKb1",
                        "Max-Forwards: 70",
                        "From: " + invite.header("To") + ";tag=far",
                        "To: " + invite.header("From"),
                        "Call-ID: " + invite.callId(),
                        "CSeq: 9 BYE"),
                "");
    }

    @Test
    void offerlessInviteOfAnSbcGetsItsOfferInTheAnswerAndItsAnswerInTheAck() {
        Dialled call = Dialled.fromTeams(world, "+12065550101", "+1425", "m3");
        call.invite("");
        SipText invite = world.pbx.request("INVITE");
        assertThat(invite.body()).isEmpty();
        world.pbx.send(
                invite.reply(200, "OK", "far", "sip:far@" + world.pbx.hostPort(), Dialled.OFFER), world.pbxListener);
        assertThat(call.established("INVITE").body()).isEqualTo(Dialled.OFFER);
        world.pbx.assertNo("early ACK", message -> message.is("ACK"));
        call.ack(Dialled.ANSWER);
        assertThat(world.pbx.request("ACK").body()).isEqualTo(Dialled.ANSWER);
    }

    /** Teams takes no INVITE without an offer. */
    @Test
    void offerlessInviteIsRefusedWithAdvice() {
        Dialled call = Dialled.fromPbx(world, "tok-l1", "201", "m3");
        call.invite("");
        call.ackFailure(world.pbx.response(488, "INVITE"));
        CallOutcome outcome = world.record(1).outcome();
        assertThat(outcome.code()).isEqualTo("no_offer");
        assertThat(outcome.advice()).contains("early offer");
        assertThat(world.sbc.heard()).isEmpty();
    }

    @Test
    void assertedIdentityIsTheCallerAndPrivacyHidesIt() {
        Dialled.fromPbx(world, "tok-l1", "201", "m4")
                .invite(Dialled.OFFER, "P-Asserted-Identity: \"Desk\" <sip:+12065550177@pbx.example>");
        SipText shown = world.sbc.request("INVITE");
        assertThat(shown.header("From")).startsWith("\"Desk\" <sip:+12065550177@" + CallWorld.TENANT + ";user=phone>");
        Dialled.fromPbx(world, "tok-l1", "201", "m5")
                .invite(Dialled.OFFER, "P-Asserted-Identity: \"Desk\" <sip:+12065550177@pbx.example>", "Privacy: id");
        SipText hidden = world.sbc.request("INVITE");
        assertThat(hidden.header("From")).contains("sip:anonymous@anonymous.invalid");
        assertThat(hidden.header("Privacy")).isEqualTo("id");
        assertThat(hidden.raw()).doesNotContain("12065550177");
    }

    @Test
    void assertedIdentityNamesTheLineOfAnAnonymousTeamsUser() {
        Dialled.fromTeams(world, "anonymous", "+1425", "m6")
                .invite(
                        Dialled.OFFER,
                        "P-Asserted-Identity: <tel:+12065550101>, <sip:alex@acme.example>",
                        "Privacy: id");
        assertThat(world.pbx.request("INVITE").header("From")).contains("101t@");
    }

    @Test
    void pbxMaySendToTheAorOrNameTheLineOtherwise() {
        Dialled.fromPbx(world, "102t", "201", "m7").invite(Dialled.OFFER);
        assertThat(world.sbc.request("INVITE").uri()).contains("+12065550102");
        Dialled.fromPbx(world, "someone", "201", "m8")
                .invite(Dialled.OFFER, "P-Called-Party-ID: <sip:101t@acme.pbx.example>");
        assertThat(world.sbc.request("INVITE").uri()).contains("+12065550101");
    }

    @Test
    void serviceRouteFollowsTheOutboundProxy() {
        RegisteredLine line = world.lines.byLine.get("l1");
        world.lines.register(new RegisteredLine(
                "l1", line.contactToken(), line.contact(), line.target(), List.of("<sip:edge.pbx.example;lr>")));
        Dialled.fromTeams(world, "+12065550101", "+1425", "m9").invite(Dialled.OFFER);
        List<String> routes = new ArrayList<>();
        for (String header : world.pbx.request("INVITE").headers("Route")) {
            routes.addAll(List.of(header.split(",", -1)));
        }
        assertThat(routes.stream().map(String::trim))
                .containsExactly("<sip:proxy.pbx.example;lr>", "<sip:edge.pbx.example;lr>");
    }
}
