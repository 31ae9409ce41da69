package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.call.machine.CallPhase;
import org.linekeeper.event.CallOutcome;
import org.linekeeper.event.CallOutcome.Party;
import org.linekeeper.event.CallOutcome.Stage;
import org.linekeeper.event.CallRecord;

/** Calls that the admin port shows and ends. */
class ReleasedCallsTest {
    private static final String REASON = "Q.850;cause=16;text=\"Released by operator\"";
    private CallWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private CallView only() {
        return world.engine.calls().inProgress().get(0);
    }

    @Test
    void answeredCallEndsOnBothSides() {
        Dialled call = Dialled.fromTeams(world, "+12065550101", "+14255550199", "r1");
        call.invite(Dialled.OFFER);
        SipText invite = world.pbx.request("INVITE");
        world.pbx.send(invite.reply(180, "Ringing", "far", "", ""), world.pbxListener);
        world.sbc.response(180, "INVITE");
        world.pbx.send(
                invite.reply(200, "OK", "far", "sip:far@" + world.pbx.hostPort(), Dialled.ANSWER), world.pbxListener);
        call.established("INVITE");
        call.ack("");
        world.pbx.request("ACK");

        CallView view = only();
        assertThat(view.state()).isEqualTo(CallPhase.TALKING);
        assertThat(view.parties().lineId()).isEqualTo("l1");
        assertThat(view.parties().pbxId()).isEqualTo("p1");
        assertThat(view.outbound().orElseThrow().sipCallId()).isEqualTo(invite.callId());
        assertThat(view.outbound().orElseThrow().caller()).isEqualTo("101t");
        assertThat(view.outbound().orElseThrow().callee()).isEqualTo("+14255550199");
        assertThat(view.ringingAt()).isPresent();
        assertThat(view.answeredAt()).isPresent();
        assertThat(view.media().orElseThrow().codecs()).containsExactly("PCMU");

        assertThat(world.engine.calls().release(view.callId())).isPresent();
        SipText toPbx = world.pbx.request("BYE");
        SipText toTeams = world.sbc.request("BYE");
        assertThat(toPbx.header("Reason")).isEqualTo(REASON);
        assertThat(toTeams.header("Reason")).isEqualTo(REASON);
        world.pbx.send(toPbx.reply(200, "OK", "", "", ""), world.pbxListener);
        world.sbc.send(toTeams.reply(200, "OK", "", "", ""), world.teamsListener);
        CallRecord record = world.record(1);
        assertThat(record.outcome().code()).isEqualTo("released");
        assertThat(record.outcome().endedBy()).isEqualTo(Party.OPERATOR);
        assertThat(record.outcome().stage()).isEqualTo(Stage.ANSWERED);
        assertThat(record.media()).isEqualTo(view.media());
        assertThat(world.engine.calls().release(view.callId())).isEmpty();
    }

    @Test
    void ringingCallIsCancelledAndRefusedAndNotTriedElsewhere() {
        Dialled call = Dialled.fromTeams(world, "+12065550101", "+14255550199", "r2");
        call.invite(Dialled.OFFER);
        SipText invite = world.pbx.request("INVITE");
        world.pbx.send(invite.reply(180, "Ringing", "far", "", ""), world.pbxListener);
        world.sbc.response(180, "INVITE");
        world.engine.calls().release(only().callId());
        assertThat(world.pbx.request("CANCEL").header("Reason")).isEqualTo(REASON);
        SipText refusal = world.sbc.response(480, "INVITE");
        assertThat(refusal.header("Reason")).isEqualTo(REASON);
        call.ackFailure(refusal);
        world.pbx.send(invite.reply(487, "Request Terminated", "far", "", ""), world.pbxListener);
        CallOutcome outcome = world.record(1).outcome();
        assertThat(outcome.code()).isEqualTo("released");
        assertThat(outcome.stage()).isEqualTo(Stage.RINGING);
        assertThat(outcome.sipCode()).isEqualTo(480);
    }

    /** The advice, the leg and the code are one value: what the view shows at the end is what the record says. */
    @Test
    void viewOfAnEndedCallSaysWhatItsRecordSays() {
        world.kept = new java.util.concurrent.CompletableFuture<>();
        Dialled call = Dialled.fromTeams(world, "+12065550101", "+14255550199", "r3");
        call.invite(Dialled.OFFER);
        SipText invite = world.pbx.request("INVITE");
        world.pbx.send(
                invite.reply(488, "Not Acceptable Here", "far", "", "", "Reason: Q.850;cause=88;text=\"no codec\""),
                world.pbxListener);
        call.ackFailure(world.sbc.response(488, "INVITE"));
        CallOutcome outcome = world.record(1).outcome();
        assertThat(outcome.advice()).contains("Allow PCMU over RTP/AVP (no encryption) on extension 101t");
        CallRecord record = world.record(1);
        assertThat(record.reason()).contains("Q.850;cause=88;text=\"no codec\"");
        assertThat(only().ended()).contains(new CallView.Ended(record.endedAt(), outcome, record.reason()));
        world.kept.complete(null);
    }
}
