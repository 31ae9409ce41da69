package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.event.CallOutcome;

/** INVITEs whose body is more, or other, than an offer. */
final class BodiesAcrossTest {
    private static final String MIXED = "Content-Type: multipart/mixed;boundary=b1";
    private static final String ISUP = "--b1\r\nContent-Type: application/isup;version=x\r\n";

    private CallWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private static String mixed(String disposition) {
        return "--b1\r\nContent-Type: application/sdp\r\n\r\n" + Dialled.OFFER + "\r\n" + ISUP + disposition
                + "\r\nbytes\r\n--b1--\r\n";
    }

    private CallOutcome.Refused refused() {
        return (CallOutcome.Refused) world.record(1).outcome();
    }

    /** Teams and most PBXs take SDP and nothing else; what may be ignored costs no call. */
    @Test
    void offerBesideOptionalPartsReachesTeamsAlone() {
        Dialled call = Dialled.fromPbx(world, "tok-l1", "201", "b1");
        call.invite(mixed("Content-Disposition: signal;handling=optional\r\n"), MIXED);
        SipText invite = world.sbc.request("INVITE");
        assertThat(invite.header("Content-Type")).isEqualTo("application/sdp");
        assertThat(invite.body()).isEqualTo(Dialled.OFFER);
        String answer = "--b2\r\nContent-Type: application/sdp\r\n\r\n" + Dialled.ANSWER
                + "\r\n--b2\r\nContent-Type: text/plain\r\nContent-Disposition: render;handling=optional\r\n\r\nhi\r\n--b2--";
        SipText ok = invite.reply(
                200,
                "OK",
                "far",
                "sip:far@" + world.sbc.hostPort(),
                "",
                "Content-Type: multipart/mixed; boundary=\"b2\"");
        List<String> head = ok.lines().stream()
                .filter(line -> !line.startsWith("Content-Length"))
                .toList();
        world.sbc.send(SipText.withBody(ok.start(), head, answer), world.teamsListener);
        assertThat(call.established("INVITE").body()).isEqualTo(Dialled.ANSWER);
    }

    /** Whether a part that must be understood is, only the far side knows; its 415 says what it takes. */
    @Test
    void partThatMustBeUnderstoodGoesAlongAndItsRefusalSaysWhy() {
        Dialled call = Dialled.fromPbx(world, "tok-l1", "201", "b2");
        String mixed = mixed("");
        call.invite(mixed, MIXED);
        SipText invite = world.sbc.request("INVITE");
        assertThat(invite.body()).isEqualTo(mixed);
        world.sbc.send(
                invite.reply(415, "Unsupported Media Type", "far", "", "", "Accept: application/sdp"),
                world.teamsListener);
        SipText refusal = world.pbx.response(415, "INVITE");
        call.ackFailure(refusal);
        assertThat(refusal.start()).contains("(application/sdp)");
        assertThat(refusal.header("Accept")).startsWith("application/sdp");
        CallOutcome outcome = world.record(1).outcome();
        assertThat(outcome.code()).isEqualTo("media_refused");
        assertThat(outcome.advice()).contains("no message with several bodies").contains("handling=optional");
    }

    @Test
    void bodyThatIsNoOfferIsRefusedWithWhatIsTaken() {
        Dialled call = Dialled.fromPbx(world, "tok-l1", "201", "b3");
        call.invite("hello", "Content-Type: text/plain");
        SipText refusal = world.pbx.response(415, "INVITE");
        call.ackFailure(refusal);
        assertThat(String.join(",", refusal.headers("Accept")))
                .contains("application/sdp")
                .contains("multipart/mixed");
        assertThat(refused().code()).isEqualTo("unsupported_body");
        assertThat(refused().advice()).contains("application/sdp");
        assertThat(world.sbc.heard()).isEmpty();
    }

    @Test
    void inviteWithoutOfferIsRefusedWithAWarning() {
        Dialled call = Dialled.fromPbx(world, "tok-l1", "201", "b4");
        call.invite("");
        SipText refusal = world.pbx.response(488, "INVITE");
        call.ackFailure(refusal);
        assertThat(refusal.header("Warning"))
                .startsWith("399 linekeeper \"The PBX began the call without an SDP offer");
    }

    /** Nothing that a callee says may keep its refusal from the caller. */
    @Test
    void warningThatCannotStandInAHeaderIsWrittenWithoutWhatCannot() {
        Dialled call = Dialled.fromTeams(world, "+12065550101", "+14255550199", "b6");
        call.invite(Dialled.OFFER);
        SipText invite = world.pbx.request("INVITE");
        world.pbx.send(invite.reply(488, "Ni\u00e9 \"quoted\\ \t(\u0001\u007f)", "far", "", ""), world.pbxListener);
        SipText refusal = world.sbc.response(488, "INVITE");
        call.ackFailure(refusal);
        assertThat(refusal.header("Warning")).startsWith("399 linekeeper \"Ni").contains("'quoted");
    }

    @Test
    void warningOfTheCalleeReachesCallerAndRecord() {
        Dialled call = Dialled.fromTeams(world, "+12065550101", "+14255550199", "b5");
        call.invite(Dialled.OFFER);
        SipText invite = world.pbx.request("INVITE");
        world.pbx.send(
                invite.reply(
                        488,
                        "Not Acceptable Here",
                        "far",
                        "",
                        "",
                        "Warning: 304 pbx.example \"Media type \\\"audio\\\" not available\""),
                world.pbxListener);
        SipText refusal = world.sbc.response(488, "INVITE");
        call.ackFailure(refusal);
        assertThat(refusal.start()).contains("Media type");
        assertThat(refusal.header("Warning")).startsWith("399 linekeeper \"Not Acceptable Here (Media type");
        assertThat(world.record(1).outcome().advice()).contains("Media type").contains("RTP/AVP (no encryption)");
    }
}
