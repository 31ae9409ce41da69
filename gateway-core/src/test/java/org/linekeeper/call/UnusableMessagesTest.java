package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.event.CallOutcome;

/** Messages that no far end should send: each is answered, and leaves no call behind that nobody can end. */
class UnusableMessagesTest {
    private CallWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private Dialled calling(String callId) {
        Dialled call = Dialled.fromTeams(world, "+12065550101", "+1425", callId);
        call.invite(Dialled.OFFER);
        return call;
    }

    private Dialled talkingWithTeams(String callId) {
        Dialled call = Dialled.fromPbx(world, "tok-l1", "+14155550199", callId);
        call.invite(Dialled.OFFER);
        SipText toTeams = world.sbc.request("INVITE");
        world.sbc.send(
                toTeams.reply(200, "OK", "teams", "sip:teams@" + world.sbc.hostPort(), Dialled.ANSWER),
                world.teamsListener);
        world.sbc.request("ACK");
        call.established("INVITE");
        call.ack("");
        return call;
    }

    /** RFC 3261 12.1.1: "The UAS MUST add a Contact header field to the response"; there is no place to acknowledge it at. */
    @Test
    void anAnswerWithoutContactIsAFailure() {
        Dialled call = calling("u1");
        SipText invite = world.pbx.request("INVITE");
        world.pbx.send(invite.reply(200, "OK", "far", "", Dialled.ANSWER), world.pbxListener);
        call.ackFailure(world.sbc.response(502, "INVITE"));
        assertThat(world.record(1).outcome()).isInstanceOf(CallOutcome.Failed.class);
        Awaitility.await().until(() -> world.engine.calls().inProgress().isEmpty());
    }

    /** RFC 3261 12.1.2 wants tags of RFC 2543 peers missed without complaint. */
    @Test
    void anAnswerWithoutTagIsACallAsAnyOther() {
        Dialled call = calling("u2");
        SipText invite = world.pbx.request("INVITE");
        world.pbx.send(
                invite.reply(200, "OK", "", "sip:far@" + world.pbx.hostPort(), Dialled.ANSWER), world.pbxListener);
        world.pbx.request("ACK");
        call.established("INVITE");
        call.ack("");
        call.bye();
        world.sbc.response(200, "BYE");
        SipText bye = world.pbx.request("BYE");
        world.pbx.send(bye.reply(200, "OK", "", "", ""), world.pbxListener);
        assertThat(world.record(1).outcome()).isInstanceOf(CallOutcome.Completed.class);
    }

    /** What must not happen: a part of the gateway throws in the middle of a step. */
    @Test
    void aCallThatFailsHalfWayIsEndedOnBothSides() {
        Dialled call = calling("u3");
        SipText invite = world.pbx.request("INVITE");
        world.health.broken = true;
        world.pbx.send(
                invite.reply(200, "OK", "far", "sip:far@" + world.pbx.hostPort(), Dialled.ANSWER), world.pbxListener);
        world.pbx.request("ACK");
        call.established("INVITE");
        call.ack("");
        world.health.broken = false;
        world.pbx.request("BYE");
        assertThat(world.record(1).outcome()).isInstanceOf(CallOutcome.Completed.class);
        Awaitility.await().until(() -> world.engine.calls().inProgress().isEmpty());
    }

    /** Whoever hears nothing asks again and again. */
    @Test
    void aRequestThatCannotBeDealtWithIsAnswered() {
        world.journal = () -> {
            throw new IllegalStateException("no records today");
        };
        Dialled call = Dialled.fromTeams(world, "+19995550000", "+1425", "u4");
        call.invite(Dialled.OFFER);
        call.ackFailure(world.sbc.response(500, "INVITE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%zz", "a%3Bto-tag%3Db%3Bfrom-tag%3", "a", ""})
    void aReferWhoseReplacesCannotBeReadIsRefused(String replaces) {
        Dialled call = talkingWithTeams("ur");
        call.request("REFER", "REFER-TO: <sip:205@" + CallWorld.SIP_DOMAIN + "?Replaces=" + replaces + ">");
        SipText answer =
                world.pbx.await("an answer", each -> each.header("CSeq").endsWith("REFER"));
        assertThat(answer.status()).isEqualTo(400);
    }

    /** Every NOTIFY waits for the answer to the one before; what is out of date by then is not worth one. */
    @Test
    void aTargetThatSaysALotIsReportedOnceForEachAnswer() {
        Dialled call = talkingWithTeams("un");
        call.request("REFER", "REFER-TO: <sip:205@" + CallWorld.SIP_DOMAIN + ">");
        world.pbx.response(202, "REFER");
        SipText trying = world.pbx.request("NOTIFY");
        SipText invite = world.pbx.request("INVITE");
        for (int i = 0; i < 20; i++) {
            world.pbx.send(invite.reply(180 + i % 4, "Progress " + i, "tgt", "", ""), world.pbxListener);
        }
        world.pbx.send(invite.reply(486, "Busy Here", "tgt", "", ""), world.pbxListener);
        world.pbx.request("ACK");
        world.pbx.send(trying.reply(200, "OK", "", "", ""), world.pbxListener);
        SipText last = world.pbx.request("NOTIFY");
        while (!last.header("Subscription-State").startsWith("terminated")) {
            world.pbx.send(last.reply(200, "OK", "", "", ""), world.pbxListener);
            last = world.pbx.request("NOTIFY");
        }
        assertThat(last.body()).contains("486");
        List<Long> notified = world.pbx.heard().stream()
                .filter(each -> each.is("NOTIFY"))
                .map(SipText::cseq)
                .distinct()
                .toList();
        assertThat(notified).hasSizeLessThanOrEqualTo(4);
    }
}
