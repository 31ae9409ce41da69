package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.event.CallOutcome;
import org.linekeeper.event.CallRecord;
import org.linekeeper.event.CallTransfer;

/** A phone of the PBX rings for a caller from Teams, and another one picks the call up (RFC 3891, an early dialog of ours). */
class DirectedPickupTest {
    private CallWorld world;
    private Dialled caller;
    private SipText toPhone;

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private void rings(String callId) {
        caller = Dialled.fromTeams(world, "+12065550101", "+1425", callId);
        caller.invite(Dialled.OFFER);
        toPhone = world.pbx.request("INVITE");
        world.pbx.send(
                toPhone.reply(180, "Ringing", "phone", "sip:phone@" + world.pbx.hostPort(), ""), world.pbxListener);
        world.sbc.response(180, "INVITE");
    }

    private Dialled pickup(String callId, String sdp, String more) {
        Dialled other = Dialled.fromPbx(world, "tok-l1", "205", callId);
        other.invite(
                sdp, "Replaces: " + toPhone.callId() + ";to-tag=" + toPhone.tag("From") + ";from-tag=phone" + more);
        return other;
    }

    private void cancelled(String reason) {
        SipText cancel = world.pbx.request("CANCEL");
        assertThat(cancel.header("Reason")).contains(reason);
        world.pbx.send(cancel.reply(200, "OK", "", "", ""), world.pbxListener);
        world.pbx.send(toPhone.reply(487, "Request Terminated", "phone", "", ""), world.pbxListener);
        world.pbx.request("ACK");
    }

    @Test
    void whoPicksUpTalksAndThePhoneStopsRinging() {
        rings("dp1");
        Dialled other = pickup("dp2", Dialled.ANSWER, "");
        SipText toCaller = caller.established("INVITE");
        assertThat(toCaller.body()).contains("m=audio 5000 ");
        SipText toOther = other.established("INVITE");
        assertThat(toOther.body()).contains("m=audio 4000 ");
        caller.ack("");
        other.ack("");
        cancelled("Call completed elsewhere");
        other.bye();
        world.pbx.response(200, "BYE");
        SipText bye = world.sbc.request("BYE");
        world.sbc.send(bye.reply(200, "OK", "", "", ""), world.teamsListener);
        world.record(2);
        assertThat(world.records()).hasSize(2).allSatisfy(call -> assertThat(call.outcome())
                .isInstanceOf(CallOutcome.Completed.class));
        CallRecord first = record("dp1");
        CallRecord second = record("dp2");
        assertThat(first.transferredTo())
                .contains(new CallTransfer(
                        second.callId(), CallTransfer.Kind.TAKEN_OVER, CallOutcome.Party.CALLEE, Optional.of(200)));
        assertThat(first.answeredAt()).isPresent();
        assertThat(second.transferredFrom().flatMap(CallTransfer::callId)).contains(first.callId());
        assertThat(world.engine.calls().inProgress()).isEmpty();
    }

    private CallRecord record(String sipCallId) {
        return world.records().stream()
                .filter(call -> call.inboundSipCallId().equals(sipCallId))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whoWantsOnlyWhatRingsGetsIt() {
        rings("dp3");
        pickup("dp4", Dialled.ANSWER, ";early-only").established("INVITE");
        caller.established("INVITE");
        world.pbx.request("CANCEL");
    }

    /** Nobody loses anything: the phone rings on, and may still answer. */
    @Test
    void aPickupWithoutACommonCodecIsRefusedAndThePhoneRingsOn() {
        rings("dp5");
        Dialled other = pickup("dp6", Dialled.ANSWER.replace("RTP/AVP 0", "RTP/AVP 8"), "");
        other.ackFailure(world.pbx.response(488, "INVITE"));
        world.pbx.send(
                toPhone.reply(200, "OK", "phone", "sip:phone@" + world.pbx.hostPort(), Dialled.ANSWER),
                world.pbxListener);
        caller.established("INVITE");
        caller.ack("");
        world.pbx.request("ACK");
    }

    /** RFC 3891 3: the tags have to match exactly; and the dialog that Teams began is not one of ours. */
    @Test
    void anotherDialogIsNotThere() {
        rings("dp7");
        Dialled wrong = Dialled.fromPbx(world, "tok-l1", "205", "dp8");
        wrong.invite(
                Dialled.ANSWER, "Replaces: " + toPhone.callId() + ";to-tag=" + toPhone.tag("From") + ";from-tag=other");
        wrong.ackFailure(world.pbx.response(481, "INVITE"));
        caller.cancel();
        world.sbc.response(200, "CANCEL");
        cancelled("");
        Dialled late = pickup("dp9", Dialled.ANSWER, "");
        late.ackFailure(world.pbx.await(
                "a refusal",
                message -> !message.isRequest() && message.callId().equals("dp9") && message.status() >= 200));
    }

    /** Both legs of the call and both calls may be on any event loop. */
    @Test
    void pickedUpOnAnyLoop() {
        for (int i = 0; i < 6; i++) {
            rings("many" + i);
            pickup("pick" + i, Dialled.ANSWER, "").established("INVITE");
            caller.established("INVITE");
            cancelled("elsewhere");
        }
    }
}
