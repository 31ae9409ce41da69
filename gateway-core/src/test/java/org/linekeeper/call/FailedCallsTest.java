package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.event.CallOutcome;
import org.linekeeper.sip.SipStack;

/** Calls that do not get through, or are given up. */
class FailedCallsTest {
    private CallWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private CallOutcome.Failed failed() {
        CallOutcome outcome = world.record(1).outcome();
        assertThat(outcome).isInstanceOf(CallOutcome.Failed.class);
        assertThat(world.records()).hasSize(1);
        return (CallOutcome.Failed) outcome;
    }

    @Test
    void cancelCrossesTheBridgeWithItsReason() {
        Dialled call = Dialled.fromPbx(world, "tok-l1", "201", "x1");
        call.invite(Dialled.OFFER);
        SipText invite = world.sbc.request("INVITE");
        world.sbc.send(invite.reply(180, "Ringing", "far", "", ""), world.teamsListener);
        world.pbx.response(180, "INVITE");
        call.cancel("Reason: SIP;cause=200;text=\"Call completed elsewhere\"");
        world.pbx.response(200, "CANCEL");
        call.ackFailure(world.pbx.response(487, "INVITE"));
        SipText cancel = world.sbc.request("CANCEL");
        assertThat(cancel.header("Reason")).contains("cause=200").contains("Call completed elsewhere");
        assertThat(cancel.header("Via")).isEqualTo(invite.header("Via"));
        world.sbc.send(cancel.reply(200, "OK", "far", "", ""), world.teamsListener);
        world.sbc.send(invite.reply(487, "Request Terminated", "far", "", ""), world.teamsListener);
        world.sbc.request("ACK");
        assertThat(world.record(1).outcome()).isEqualTo(new CallOutcome.Cancelled(CallOutcome.Stage.RINGING));
    }

    /** RFC 3261 9.2; both would seem to come from two user agents otherwise. */
    @Test
    void theAnswersToACancelAndToItsInviteHaveOneTag() {
        Dialled call = Dialled.fromPbx(world, "tok-l1", "201", "x9");
        call.invite(Dialled.OFFER);
        SipText invite = world.sbc.request("INVITE");
        call.cancel();
        String tag = world.pbx.response(200, "CANCEL").tag("To");
        SipText terminated = world.pbx.response(487, "INVITE");
        assertThat(tag).isNotEmpty().isEqualTo(terminated.tag("To"));
        call.ackFailure(terminated);
        world.sbc.send(invite.reply(486, "Busy Here", "far", "", ""), world.teamsListener);
        assertThat(world.record(1).outcome()).isEqualTo(new CallOutcome.Cancelled(CallOutcome.Stage.SETUP));
    }

    @Test
    void answerThatCrossesACancelIsEndedByBye() {
        Dialled call = Dialled.fromPbx(world, "tok-l1", "201", "x2");
        call.invite(Dialled.OFFER);
        SipText invite = world.sbc.request("INVITE");
        world.sbc.send(invite.reply(180, "Ringing", "far", "", ""), world.teamsListener);
        world.pbx.response(180, "INVITE");
        call.cancel();
        SipText cancel = world.sbc.request("CANCEL");
        world.sbc.send(
                invite.reply(200, "OK", "far", "sip:far@" + world.sbc.hostPort(), Dialled.ANSWER), world.teamsListener);
        world.sbc.send(cancel.reply(200, "OK", "far", "", ""), world.teamsListener);
        world.sbc.request("ACK");
        SipText bye = world.sbc.request("BYE");
        world.sbc.send(bye.reply(200, "OK", "", "", ""), world.teamsListener);
        assertThat(world.record(1).outcome()).isEqualTo(new CallOutcome.Cancelled(CallOutcome.Stage.RINGING));
    }

    @Test
    void busyIsPassedOn() {
        Dialled call = Dialled.fromTeams(world, "+12065550101", "+1425", "x3");
        call.invite(Dialled.OFFER);
        SipText invite = world.pbx.request("INVITE");
        world.pbx.send(invite.reply(486, "Busy Here", "far", "", "", "Reason: Q.850;cause=17"), world.pbxListener);
        world.pbx.request("ACK");
        SipText busy = world.sbc.response(486, "INVITE");
        assertThat(busy.header("Reason")).contains("Q.850").contains("17");
        call.ackFailure(busy);
        assertThat(failed().code()).isEqualTo("busy");
        assertThat(failed().leg()).isEqualTo(CallOutcome.Leg.PBX);
    }

    @Test
    void nobodyAnswersInTime() {
        Dialled call = Dialled.fromPbx(world, "tok-l1", "201", "x4");
        call.invite(Dialled.OFFER);
        SipText invite = world.sbc.request("INVITE");
        world.sbc.send(invite.reply(180, "Ringing", "far", "", ""), world.teamsListener);
        world.pbx.response(180, "INVITE");
        world.ticker.speed(30);
        SipText cancel = world.sbc.request("CANCEL");
        world.ticker.speed(1);
        world.sbc.send(cancel.reply(200, "OK", "far", "", ""), world.teamsListener);
        world.sbc.send(invite.reply(487, "Request Terminated", "far", "", ""), world.teamsListener);
        call.ackFailure(world.pbx.response(480, "INVITE"));
        assertThat(failed().code()).isEqualTo("no_answer");
    }

    @Test
    void silentPeerIsLeftForTheNextOne() throws Exception {
        try (UdpPeer silent = new UdpPeer("127.77.5.13")) {
            world.locator.at("silent.example.com", silent.address());
            world.directory.routes.put(
                    "r1",
                    new DirectRoute(
                            "r1",
                            "e1",
                            CallWorld.TENANT,
                            List.of(CallWorld.peer("sbc.example.com", 20), CallWorld.peer("silent.example.com", 10)),
                            true));
            Dialled call = Dialled.fromPbx(world, "tok-l1", "201", "x5");
            call.invite(Dialled.OFFER);
            SipText first = silent.request("INVITE");
            world.ticker.speed(10);
            SipText second = world.sbc.request("INVITE");
            world.ticker.speed(1);
            assertThat(second.callId()).isEqualTo(first.callId());
            assertThat(second.uri()).contains("@sbc.example.com");
            world.sbc.send(
                    second.reply(200, "OK", "far", "sip:far@" + world.sbc.hostPort(), Dialled.ANSWER),
                    world.teamsListener);
            call.established("INVITE");
            call.ack("");
            world.sbc.request("ACK");
            // The silent one wakes up and rings: it is told to stop; it answers all the same: it is ended.
            silent.send(first.reply(180, "Ringing", "late", "", ""), world.teamsListener);
            silent.request("CANCEL");
            silent.send(
                    first.reply(200, "OK", "late", "sip:late@" + silent.hostPort(), Dialled.ANSWER),
                    world.teamsListener);
            silent.request("ACK");
            SipText end = silent.request("BYE");
            assertThat(end.tag("To")).isEqualTo("late");
            silent.send(end.reply(200, "OK", "", "", ""), world.teamsListener);
            assertThat(world.engine.calls().inProgress()).hasSize(1);
            call.bye();
            SipText bye = world.sbc.request("BYE");
            world.sbc.send(bye.reply(200, "OK", "", "", ""), world.teamsListener);
            assertThat(world.record(1).outcome().code()).isEqualTo("completed");
            assertThat(world.health.up).containsValue(false);
        }
    }

    @Test
    void peerThatAnswersWhenAllIsOverIsEndedAndLeavesNothing() throws Exception {
        Dialled call = Dialled.fromPbx(world, "tok-l1", "201", "x9");
        call.invite(Dialled.OFFER);
        SipText invite = world.sbc.request("INVITE");
        world.ticker.speed(10);
        SipText told = world.pbx.response(480, "INVITE");
        world.ticker.speed(1);
        call.ackFailure(told);
        assertThat(told.header("Reason")).isEmpty();
        assertThat(failed().code()).isEqualTo("timeout");
        String contact = "sip:late@" + world.sbc.hostPort();
        world.sbc.send(invite.reply(180, "Ringing", "late", contact, ""), world.teamsListener);
        SipText cancel = world.sbc.request("CANCEL");
        world.sbc.send(invite.reply(180, "Ringing", "other", contact, ""), world.teamsListener);
        world.sbc.send(invite.reply(200, "OK", "late", contact, Dialled.ANSWER), world.teamsListener);
        world.sbc.send(cancel.reply(200, "OK", "late", "", ""), world.teamsListener);
        world.sbc.request("ACK");
        SipText bye = world.sbc.request("BYE");
        world.sbc.send(bye.reply(200, "OK", "", "", ""), world.teamsListener);
        world.ticker.speed(30);
        Awaitility.await("an empty stack").atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        world.stack.inventory())
                .isEqualTo(new SipStack.Inventory(0, 0, 0, 0, 0)));
        assertThat(world.records()).hasSize(1);
    }

    @Test
    void overloadedPeerIsLeftForTheNextOneButDeclineIsFinal() throws Exception {
        try (UdpPeer full = new UdpPeer("127.77.5.13")) {
            world.locator.at("full.example.com", full.address());
            world.directory.routes.put(
                    "r1",
                    new DirectRoute(
                            "r1",
                            "e1",
                            CallWorld.TENANT,
                            List.of(CallWorld.peer("full.example.com", 1), CallWorld.peer("sbc.example.com", 2)),
                            true));
            Dialled call = Dialled.fromPbx(world, "tok-l1", "201", "x6");
            call.invite(Dialled.OFFER);
            SipText first = full.request("INVITE");
            full.send(first.reply(503, "Service Unavailable", "far", "", "", "Retry-After: 1"), world.teamsListener);
            full.request("ACK");
            SipText second = world.sbc.request("INVITE");
            world.sbc.send(second.reply(603, "Decline", "far", "", ""), world.teamsListener);
            call.ackFailure(world.pbx.response(603, "INVITE"));
            assertThat(failed().code()).isEqualTo("declined");
            full.assertNo("second try", message -> message.is("INVITE"));
        }
    }

    @Test
    void unknownNamesEndInPlainWords() {
        world.locator.at("other", world.sbc.address());
        world.directory.routes.put(
                "r1",
                new DirectRoute("r1", "e1", CallWorld.TENANT, List.of(CallWorld.peer("nowhere.example", 1)), true));
        Dialled call = Dialled.fromPbx(world, "tok-l1", "201", "x7");
        call.invite(Dialled.OFFER);
        call.ackFailure(world.pbx.response(480, "INVITE"));
        assertThat(failed().code()).isEqualTo("dns_failure");
        assertThat(failed().advice()).contains("nowhere.example");
    }

    @Test
    void challengeFromTeamsIsNeverAnswered() {
        Dialled call = Dialled.fromPbx(world, "tok-l1", "201", "x8");
        call.invite(Dialled.OFFER);
        SipText invite = world.sbc.request("INVITE");
        world.sbc.send(
                invite.reply(
                        401,
                        "Unauthorized",
                        "far",
                        "",
                        "",
                        "WWW-Authenticate: Digest realm=\"" + CallWorld.SIP_DOMAIN + "\", nonce=\"n1\", algorithm=MD5"),
                world.teamsListener);
        world.sbc.request("ACK");
        SipText told = world.pbx.response(480, "INVITE");
        assertThat(told.header("WWW-Authenticate")).isEmpty();
        call.ackFailure(told);
        assertThat(failed().code()).isEqualTo("challenged");
        world.sbc.assertNo("second INVITE", message -> message.is("INVITE"));
    }
}
