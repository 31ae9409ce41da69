package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.event.CallOutcome;
import org.linekeeper.event.CallRecord;
import org.linekeeper.event.CallTransfer;

/** REFER from Teams, as Teams sends it: the gateway calls Teams anew and stays between. */
class BlindTransferTest {
    private static final String CALL = "10-invite-from-teams-nonbypass";
    private static final String BLIND = "30-refer-blind-to-teams-user";
    private static final String OFFER = TeamsFixture.read(CALL).body();
    private static final String ANSWER =
            TeamsFixture.read("65-200-from-teams-fork3").body();

    private TeamsWorld teams;
    private CallWorld world;
    private TeamsCall call;

    @BeforeEach
    void start() throws Exception {
        teams = new TeamsWorld();
        world = teams.world;
        call = new TeamsCall(teams, CALL);
    }

    @AfterEach
    void stop() {
        teams.close();
    }

    /** The next NOTIFY, answered. */
    private SipText notified(String line) {
        SipText notify = world.sbc.request("NOTIFY");
        assertThat(notify.body()).isEqualTo("SIP/2.0 " + line + "\r\n");
        assertThat(notify.header("Event")).isEqualTo("refer;id=7");
        assertThat(notify.header("Content-Type").replace(" ", "")).isEqualTo("message/sipfrag;version=2.0");
        world.sbc.send(notify.reply(200, "OK", "", "", ""), world.teamsListener);
        return notify;
    }

    private void ring(SipText invite) {
        world.sbc.send(
                invite.reply(180, "Ringing", "target", "sip:target@" + world.sbc.hostPort(), ""), world.teamsListener);
    }

    private void answer(SipText invite) {
        world.sbc.send(
                invite.reply(200, "OK", "target", "sip:target@" + world.sbc.hostPort(), ANSWER), world.teamsListener);
        world.sbc.request("ACK");
    }

    /** The PBX learns of the target's media. */
    private void pbxTakes() {
        SipText update = world.pbx.request("INVITE");
        assertThat(update.tag("To")).isEqualTo("far");
        assertThat(update.body())
                .contains(ANSWER.lines()
                        .filter(line -> line.startsWith("m="))
                        .findFirst()
                        .orElseThrow());
        world.pbx.send(call.reply(update, "sendrecv"), world.pbxListener);
        world.pbx.request("ACK");
    }

    private void bye(UdpPeer peer, java.net.InetSocketAddress from) {
        SipText bye = peer.request("BYE");
        peer.send(bye.reply(200, "OK", "", "", ""), from);
    }

    private void pbxHangsUp(SipText invite) {
        world.pbx.send(
                SipText.withBody(
                        "BYE " + invite.contactUri() + " SIP/2.0",
                        List.of(
                                "Via: SIP/2.0/UDP " + world.pbx.hostPort() + ";branch=z9hG4bKpbye",
                                "Max-Forwards: 70",
                                "From: " + invite.header("To") + ";tag=far",
                                "To: " + invite.header("From"),
                                "Call-ID: " + invite.callId(),
                                "CSeq: 9 BYE"),
                        ""),
                world.pbxListener);
        world.pbx.response(200, "BYE");
    }

    @ParameterizedTest
    @ValueSource(strings = {BLIND, "31-refer-blind-to-pstn-number", "32-refer-attended-no-replaces"})
    void theTargetIsCalledAsTeamsWantsItAndTheTransferorIsFreed(String name) throws Exception {
        SipText toPbx = call.talking();
        SipText refer = TeamsFixture.read(name);
        UdpPeer from = call.send(name);
        from.response(202, "REFER");
        assertThat(notified("100 Trying").header("Subscription-State")).startsWith("active");
        SipText invite = world.sbc.request("INVITE");
        String target = refer.header("Refer-To");
        assertThat(invite.uri()).isEqualTo(target.substring(1, target.length() - 1));
        assertThat(invite.header("To")).isEqualTo(target);
        assertThat(invite.header("Referred-By")).isEqualTo(refer.header("Referred-By"));
        assertThat(invite.header("From")).contains("sip:+12065550123@" + TeamsWorld.TENANT);
        assertThat(invite.contactUri()).contains("@" + TeamsWorld.TENANT);
        assertThat(invite.body()).contains("a=sendrecv");
        ring(invite);
        notified("180 Ringing");
        answer(invite);
        pbxTakes();
        assertThat(notified("200 OK").header("Subscription-State")).startsWith("terminated");
        bye(world.sbc, world.teamsListener);
        pbxHangsUp(toPbx);
        SipText last = world.sbc.request("BYE");
        assertThat(last.callId()).isEqualTo(invite.callId());
        world.sbc.send(last.reply(200, "OK", "", "", ""), world.teamsListener);
        assertThat(world.record(2).outcome()).isInstanceOf(CallOutcome.Completed.class);
        assertThat(world.records()).hasSize(2);
        assertLinked(CallTransfer.Kind.BLIND);
        teams.assertStrict();
    }

    /** Each of both records names the other. */
    private void assertLinked(CallTransfer.Kind kind) {
        CallRecord before = world.records().stream()
                .filter(call -> call.transferredTo().isPresent())
                .findFirst()
                .orElseThrow();
        CallRecord after = world.records().stream()
                .filter(call -> call.transferredFrom().isPresent())
                .findFirst()
                .orElseThrow();
        CallOutcome.Party caller = CallOutcome.Party.CALLER;
        assertThat(before.transferredTo()).contains(new CallTransfer(after.callId(), kind, caller, Optional.of(200)));
        assertThat(after.transferredFrom()).contains(new CallTransfer(before.callId(), kind, caller, Optional.empty()));
    }

    /** Teams hangs up 280 ms after the 202, long before the target answers. */
    @Test
    void theEarlyByeOfTheTransferorEndsNeitherCallNorTransfer() throws Exception {
        SipText toPbx = call.talking();
        call.send(BLIND).response(202, "REFER");
        notified("100 Trying");
        SipText invite = world.sbc.request("INVITE");
        call.send("40-bye-from-teams-after-refer").response(200, "BYE");
        ring(invite);
        answer(invite);
        pbxTakes();
        pbxHangsUp(toPbx);
        bye(world.sbc, world.teamsListener);
        world.record(2);
        world.pbx.assertNo("BYE to the transferee", message -> message.is("BYE"));
        world.sbc.assertNo("NOTIFY after BYE", message -> message.is("NOTIFY"));
        teams.assertStrict();
    }

    @Test
    void aTargetThatRefusesGivesTheCallBackToTheTransferor() throws Exception {
        call.talking();
        call.send(BLIND).response(202, "REFER");
        notified("100 Trying");
        SipText invite = world.sbc.request("INVITE");
        world.sbc.send(invite.reply(486, "Busy Here", "target", "", ""), world.teamsListener);
        assertThat(notified("486 Busy Here").header("Subscription-State")).startsWith("terminated");
        assertThat(world.record(1).outcome().code()).isEqualTo("busy");
        // They talk on until one of them hangs up.
        call.end("42-bye-from-teams-b2b-deleted");
        assertThat(world.record(2).outcome()).isEqualTo(new CallOutcome.Completed(CallOutcome.Party.CALLER));
        teams.assertStrict();
    }

    @Test
    void aTargetThatRefusesAfterTheTransferorHasGoneEndsTheCallInPlainWords() throws Exception {
        call.talking();
        call.send(BLIND).response(202, "REFER");
        notified("100 Trying");
        SipText invite = world.sbc.request("INVITE");
        call.send("40-bye-from-teams-after-refer").response(200, "BYE");
        world.sbc.send(invite.reply(486, "Busy Here", "target", "", ""), world.teamsListener);
        SipText bye = world.pbx.request("BYE");
        assertThat(bye.header("Reason")).contains("486");
        world.pbx.send(bye.reply(200, "OK", "", "", ""), world.pbxListener);
        CallOutcome outcome = world.record(2).outcome();
        assertThat(outcome.code()).isEqualTo("transfer_failed");
        assertThat(outcome.sipCode()).isEqualTo(486);
        assertThat(outcome.advice()).contains("486 Busy Here");
    }

    @Test
    void aTransfereeThatHangsUpCancelsTheTargetAndTheTransferorIsTold() throws Exception {
        SipText toPbx = call.talking();
        call.send(BLIND).response(202, "REFER");
        notified("100 Trying");
        SipText invite = world.sbc.request("INVITE");
        ring(invite);
        notified("180 Ringing");
        pbxHangsUp(toPbx);
        SipText cancel = world.sbc.request("CANCEL");
        world.sbc.send(cancel.reply(200, "OK", "target", "", ""), world.teamsListener);
        world.sbc.send(invite.reply(487, "Request Terminated", "target", "", ""), world.teamsListener);
        notified("487 Request Terminated");
        bye(world.sbc, world.teamsListener);
        assertThat(world.record(2)).isNotNull();
        assertThat(world.records()).hasSize(2);
    }

    /** The BYE must not overtake the last NOTIFY: Teams would leave its consultation hanging. */
    @Test
    void theByeToTheTransferorWaitsForTheLastNotify() throws Exception {
        call.talking();
        call.send(BLIND).response(202, "REFER");
        SipText trying = world.sbc.request("NOTIFY");
        SipText invite = world.sbc.request("INVITE");
        answer(invite);
        pbxTakes();
        world.sbc.assertNo("BYE", message -> message.is("BYE"));
        world.sbc.assertNo("a second NOTIFY", message -> message.is("NOTIFY") && message.cseq() != trying.cseq());
        world.sbc.send(trying.reply(200, "OK", "", "", ""), world.teamsListener);
        notified("200 OK");
        bye(world.sbc, world.teamsListener);
    }

    @ParameterizedTest
    @CsvSource({
        "REFER-TO: <tel:+14255550188>, 416",
        "REFER-TO: <sips:+14255550188@sip.pstnhub.microsoft.com>, 416",
        "REFER-TO: <sip:+14255550188@stranger.example>, 403",
        "REFER-TO: <sip:+14255550188@sip.pstnhub.microsoft.com;method=BYE>, 403",
        "X-NOTHING: 1, 400"
    })
    void whatMayNotBeReferredToIsRefusedAndTheCallGoesOn(String referTo, int status) throws Exception {
        Dialled dialled = Dialled.fromTeams(world, TeamsWorld.USER, "+12065550123", "r1");
        dialled.invite(OFFER);
        SipText toPbx = world.pbx.request("INVITE");
        world.pbx.send(call.reply(toPbx, "sendrecv"), world.pbxListener);
        dialled.established("INVITE");
        dialled.ack("");
        world.pbx.request("ACK");
        dialled.request("REFER", referTo);
        world.sbc.response(status, "REFER");
        dialled.bye();
        world.sbc.response(200, "BYE");
        bye(world.pbx, world.pbxListener);
        assertThat(world.record(1).outcome()).isEqualTo(new CallOutcome.Completed(CallOutcome.Party.CALLER));
    }

    /** RFC 4488. */
    @Test
    void whoWantsNoNotifyGetsNone() throws Exception {
        Dialled dialled = Dialled.fromTeams(world, TeamsWorld.USER, "+12065550123", "r2");
        dialled.invite(OFFER);
        SipText toPbx = world.pbx.request("INVITE");
        world.pbx.send(call.reply(toPbx, "sendrecv"), world.pbxListener);
        dialled.established("INVITE");
        dialled.ack("");
        world.pbx.request("ACK");
        dialled.request("REFER", "REFER-TO: <sip:+14255550188@sip.pstnhub.microsoft.com>", "REFER-SUB: false");
        assertThat(world.sbc.response(202, "REFER").header("Refer-Sub")).isEqualTo("false");
        SipText invite = world.sbc.request("INVITE");
        answer(invite);
        pbxTakes();
        bye(world.sbc, world.teamsListener);
        world.sbc.assertNo("NOTIFY", message -> message.is("NOTIFY"));
    }
}
