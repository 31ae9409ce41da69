package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.event.CallOutcome;

/** A far end that has fallen silent keeps no call alive. */
class SilentEndsTest {
    private CallWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private Dialled talking() {
        Dialled call = Dialled.fromTeams(world, "+12065550101", "+14255550199", "se");
        call.invite(Dialled.OFFER);
        SipText invite = world.pbx.request("INVITE");
        world.pbx.send(
                invite.reply(200, "OK", "far", "sip:far@" + world.pbx.hostPort(), Dialled.ANSWER), world.pbxListener);
        call.established("INVITE");
        call.ack("");
        world.pbx.request("ACK");
        return call;
    }

    private void nothingIsLeft(CallOutcome outcome) {
        world.ticker.speed(40);
        assertThat(world.record(1).outcome()).isEqualTo(outcome);
        Awaitility.await("end").until(() -> world.engine.calls().inProgress().isEmpty());
        assertThat(world.records()).hasSize(1);
    }

    /** RFC 3261 15.1.1: "If the response for the BYE is a 481 or a 408 or no response at all is received, the UAC MUST consider the session and the dialog terminated." */
    @Test
    void byeThatIsNeverAnsweredEndsTheCall() {
        Dialled call = talking();
        call.bye();
        world.sbc.response(200, "BYE");
        world.pbx.request("BYE");
        nothingIsLeft(new CallOutcome.Completed(CallOutcome.Party.CALLER));
    }

    /** RFC 3261 9.1: the transaction of the INVITE counts as cancelled when nothing comes in 64*T1. */
    @Test
    void cancelThatChangesNothingEndsTheCall() {
        Dialled call = Dialled.fromTeams(world, "+12065550101", "+14255550199", "sc");
        call.invite(Dialled.OFFER);
        SipText invite = world.pbx.request("INVITE");
        world.pbx.send(invite.reply(180, "Ringing", "far", "", ""), world.pbxListener);
        world.sbc.response(180, "INVITE");
        call.cancel();
        call.ackFailure(world.sbc.response(487, "INVITE"));
        world.pbx.request("CANCEL");
        nothingIsLeft(new CallOutcome.Cancelled(CallOutcome.Stage.RINGING));
    }
}
