package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.store.Change;
import org.linekeeper.event.CallOutcome;

/** Challenges of the PBX to calls of its lines. */
class ChallengedCallsTest {
    private static final String NONCE =
            "Proxy-Authenticate: Digest realm=\"acme\", algorithm=MD5, qop=\"auth\", nonce=";

    private CallWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private void challenge(SipText invite, String nonce) {
        world.pbx.send(
                invite.reply(407, "Proxy Authentication Required", "p1", "", "", NONCE + nonce), world.pbxListener);
    }

    @Test
    void nonceOfOldSettingsIsNotShownAgain() {
        Dialled call = Dialled.fromTeams(world, "+12065550101", "+1425", "w20");
        call.invite(Dialled.OFFER);
        SipText first = world.pbx.request("INVITE");
        challenge(first, "\"n1\"");
        world.pbx.request("ACK");
        SipText second = world.pbx.request("INVITE");
        assertThat(second.header("Proxy-Authorization")).contains("nonce=\"n1\"");
        world.pbx.send(second.reply(486, "Busy Here", "far", "", ""), world.pbxListener);
        call.ackFailure(world.sbc.response(486, "INVITE"));
        world.engine.changed(new Change(2, Optional.of(world.pbxSettings(true)), Optional.of(world.pbxSettings(true))));
        Dialled.fromTeams(world, "+12065550101", "+1425", "w21").invite(Dialled.OFFER);
        SipText unasked = world.pbx.await(
                "a new INVITE",
                message -> message.is("INVITE") && !message.callId().equals(first.callId()));
        assertThat(unasked.header("Proxy-Authorization")).isEmpty();
    }

    @Test
    void lineAnswersItsPbxChallengeAndRemembersTheNonce() {
        Dialled call = Dialled.fromTeams(world, "+12065550101", "+1425", "w7");
        call.invite(Dialled.OFFER);
        SipText first = world.pbx.request("INVITE");
        assertThat(first.header("Proxy-Authorization")).isEmpty();
        challenge(first, "\"n1\"");
        world.pbx.request("ACK");
        SipText second = world.pbx.request("INVITE");
        assertThat(second.header("Proxy-Authorization"))
                .contains("username=\"101t\"")
                .contains("nonce=\"n1\"")
                .contains("nc=00000001");
        assertThat(second.cseq()).isEqualTo(first.cseq() + 1);
        assertThat(second.tag("From")).isEqualTo(first.tag("From"));
        world.pbx.send(
                second.reply(200, "OK", "far", "sip:far@" + world.pbx.hostPort(), Dialled.ANSWER), world.pbxListener);
        call.established("INVITE");
        call.ack("");
        world.pbx.request("ACK");
        call.bye();
        SipText bye = world.pbx.request("BYE");
        assertThat(bye.header("Proxy-Authorization")).contains("nc=00000002");
        world.pbx.send(bye.reply(200, "OK", "", "", ""), world.pbxListener);
        world.record(1);
        Dialled next = Dialled.fromTeams(world, "+12065550101", "+1425", "w8");
        next.invite(Dialled.OFFER);
        SipText unasked = world.pbx.request("INVITE");
        assertThat(unasked.header("Proxy-Authorization")).contains("nc=00000003");
        challenge(unasked, "\"n2\", stale=true");
        SipText fresh = world.pbx.request("INVITE");
        assertThat(fresh.header("Proxy-Authorization")).contains("nonce=\"n2\"").contains("nc=00000001");
        challenge(fresh, "\"n2\"");
        next.ackFailure(world.sbc.response(403, "INVITE"));
        assertThat(world.record(2).outcome().code()).isEqualTo("wrong_credentials");
    }

    private Dialled talking(String callId) {
        Dialled call = Dialled.fromTeams(world, "+12065550101", "+1425", callId);
        call.invite(Dialled.OFFER);
        SipText invite = world.pbx.request("INVITE");
        world.pbx.send(
                invite.reply(200, "OK", "far", "sip:far@" + world.pbx.hostPort(), Dialled.ANSWER), world.pbxListener);
        call.established("INVITE");
        call.ack("");
        world.pbx.request("ACK");
        call.request("OPTIONS");
        world.sbc.response(200, "OPTIONS");
        return call;
    }

    private static void assertFollows(SipText second, SipText first) {
        assertThat(second.header("Proxy-Authorization"))
                .contains("nonce=\"n1\"")
                .contains("username=\"101t\"");
        // RFC 3261 22.2: "When a UAC resubmits a request with its credentials after receiving a 401 or 407 response, it
        // MUST increment the CSeq header field value".
        assertThat(second.cseq()).isEqualTo(first.cseq() + 1);
        assertThat(second.header("Via")).isNotEqualTo(first.header("Via"));
        assertThat(second.callId()).isEqualTo(first.callId());
    }

    @Test
    void aChallengedByeIsSentAgain() {
        Dialled call = talking("ch1");
        call.bye();
        world.sbc.response(200, "BYE");
        SipText first = world.pbx.request("BYE");
        challenge(first, "\"n1\"");
        SipText second =
                world.pbx.await("the second BYE", message -> message.is("BYE") && message.cseq() != first.cseq());
        assertFollows(second, first);
        world.pbx.send(second.reply(200, "OK", "", "", ""), world.pbxListener);
        assertThat(world.record(1).outcome()).isInstanceOf(CallOutcome.Completed.class);
        Awaitility.await().until(() -> world.engine.calls().inProgress().isEmpty());
    }

    @Test
    void aByeThatIsChallengedForEverEndsTheCallAllTheSame() {
        Dialled call = talking("ch2");
        call.bye();
        SipText first = world.pbx.request("BYE");
        challenge(first, "\"n1\"");
        SipText second =
                world.pbx.await("the second BYE", message -> message.is("BYE") && message.cseq() != first.cseq());
        challenge(second, "\"n2\"");
        assertThat(world.record(1).outcome()).isInstanceOf(CallOutcome.Completed.class);
        Awaitility.await().until(() -> world.engine.calls().inProgress().isEmpty());
        world.pbx.assertNo("third BYE", message -> message.is("BYE") && message.cseq() > second.cseq());
    }

    @Test
    void aChallengedReInviteIsSentAgain() {
        Dialled call = talking("ch3");
        call.invite(Dialled.OFFER.replace("o=- 1 1 ", "o=- 1 2 ") + "a=inactive\r\n");
        SipText first = world.pbx.request("INVITE");
        challenge(first, "\"n1\"");
        world.pbx.request("ACK");
        SipText second = world.pbx.await(
                "the second re-INVITE", message -> message.is("INVITE") && message.cseq() != first.cseq());
        assertFollows(second, first);
        assertThat(second.body()).isEqualTo(first.body());
        world.pbx.send(
                second.reply(
                        200,
                        "OK",
                        "",
                        "sip:far@" + world.pbx.hostPort(),
                        Dialled.ANSWER.replace("o=- 2 2 ", "o=- 2 3 ") + "a=recvonly\r\n"),
                world.pbxListener);
        SipText ack = world.pbx.request("ACK");
        assertThat(ack.cseq()).isEqualTo(second.cseq());
        call.learn(world.sbc.response(200, "INVITE"));
        call.ack("");
    }
}
