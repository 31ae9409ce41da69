package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.event.CallOutcome;

/** What a transferee hears of the target: before it answers, and when it does not want its media. */
class TransferMediaTest {
    private static final String TARGET_MEDIA =
            "v=0\r\no=- 9 9 IN IP4 192.0.2.7\r\ns=-\r\nc=IN IP4 192.0.2.7\r\nt=0 0\r\nm=audio 7000 RTP/AVP 0\r\n";

    private CallWorld world;
    private Dialled call;
    private SipText toTeams;
    private SipText target;

    /** A phone of the PBX has a call to Teams, and refers Teams to another phone. */
    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
        call = Dialled.fromPbx(world, "tok-l1", "+14155550199", "tm1");
        call.invite(Dialled.OFFER);
        toTeams = world.sbc.request("INVITE");
        teamsAgrees(toTeams);
        call.established("INVITE");
        call.ack("");
        call.request("OPTIONS");
        world.pbx.response(200, "OPTIONS");
        call.request("REFER", "REFER-TO: <sip:205@" + CallWorld.SIP_DOMAIN + ">");
        world.pbx.response(202, "REFER");
        notified("100 Trying");
        target = world.pbx.request("INVITE");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private void teamsAgrees(SipText invite) {
        String tag = invite.tag("To").isEmpty() ? "teams" : "";
        world.sbc.send(
                invite.reply(200, "OK", tag, "sip:teams@" + world.sbc.hostPort(), Dialled.ANSWER), world.teamsListener);
        world.sbc.request("ACK");
    }

    private void teamsRefuses() {
        SipText update = world.sbc.request("INVITE");
        assertThat(update.body()).contains("m=audio 7000");
        world.sbc.send(update.reply(488, "Not Acceptable Here", "", "", ""), world.teamsListener);
        world.sbc.request("ACK");
    }

    private void answers(int status, String phrase) {
        world.pbx.send(
                target.reply(status, phrase, "tgt", "sip:205@" + world.pbx.hostPort(), TARGET_MEDIA),
                world.pbxListener);
    }

    private void notified(String line) {
        SipText notify = world.pbx.request("NOTIFY");
        assertThat(notify.body()).isEqualTo("SIP/2.0 " + line + "\r\n");
        world.pbx.send(notify.reply(200, "OK", "", "", ""), world.pbxListener);
    }

    private void targetIsReleased() {
        SipText bye = world.pbx.await(
                "BYE to the target",
                message -> message.is("BYE") && message.callId().equals(target.callId()));
        assertThat(bye.header("Reason")).contains("488");
        world.pbx.send(bye.reply(200, "OK", "", "", ""), world.pbxListener);
    }

    private void hangUpFromTeams() {
        world.sbc.send(
                SipText.withBody(
                        "BYE " + toTeams.contactUri() + " SIP/2.0",
                        List.of(
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

    @Test
    void theRingingOfTheTargetIsHeard() {
        answers(183, "Session Progress");
        notified("183 Session Progress");
        SipText update = world.sbc.request("INVITE");
        assertThat(update.body()).contains("m=audio 7000");
        teamsAgrees(update);
        answers(200, "OK");
        world.pbx.request("ACK");
        notified("200 OK");
        world.sbc.assertNo("a second re-INVITE that says the same", message -> message.is("INVITE"));
    }

    @Test
    void afterARefusalTheTransfereeHearsTheTransferorAgain() {
        answers(183, "Session Progress");
        notified("183 Session Progress");
        teamsAgrees(world.sbc.request("INVITE"));
        world.pbx.send(target.reply(486, "Busy Here", "tgt", "", ""), world.pbxListener);
        world.pbx.request("ACK");
        notified("486 Busy Here");
        SipText back = world.sbc.request("INVITE");
        assertThat(back.body()).contains(mediaLine(Dialled.OFFER));
        teamsAgrees(back);
    }

    @Test
    void aTransfereeThatRefusesTheMediaStaysWithTheTransferor() {
        answers(200, "OK");
        world.pbx.request("ACK");
        teamsRefuses();
        notified("488 Not Acceptable Here");
        targetIsReleased();
        hangUpFromTeams();
        SipText bye = world.pbx.request("BYE");
        assertThat(bye.callId()).isEqualTo("tm1");
        world.pbx.send(bye.reply(200, "OK", "", "", ""), world.pbxListener);
        assertThat(world.record(2).outcome()).isEqualTo(new CallOutcome.Completed(CallOutcome.Party.CALLEE));
        assertThat(world.records()).hasSize(2);
    }

    @Test
    void withNobodyLeftToTalkWithItIsReleasedInPlainWords() {
        call.bye();
        answers(200, "OK");
        world.pbx.request("ACK");
        teamsRefuses();
        targetIsReleased();
        SipText bye = world.sbc.request("BYE");
        world.sbc.send(bye.reply(200, "OK", "", "", ""), world.teamsListener);
        world.record(2);
        assertThat(world.records()).anySatisfy(record -> {
            assertThat(record.outcome().code()).isEqualTo("transfer_failed");
            assertThat(record.outcome().sipCode()).isEqualTo(488);
            assertThat(record.outcome().advice()).contains("refused its media");
        });
    }

    private static String mediaLine(String sdp) {
        return sdp.lines().filter(line -> line.startsWith("m=")).findFirst().orElseThrow();
    }
}
