package org.linekeeper.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.linekeeper.simulator.CallPlan;
import org.linekeeper.simulator.SimulatedCall;
import org.linekeeper.simulator.teams.PlacedCall;

/** Teams users call desk phones, with all that Teams does on the way. */
class TeamsCallsIT {
    private static final Duration RINGING = Duration.ofMillis(50);

    @RegisterExtension
    static final TeamsLab LAB = new TeamsLab();

    @Test
    void thePhoneHangsUp() throws Exception {
        TeamsLab.Pair call = LAB.teamsTalksToPhone(LAB.invitation(0));
        call.phone().hangUp();
        assertThat(call.teams().await("BYE").tag("From")).isNotEmpty();
        assertThat(end(call.phone())).isEqualTo(SimulatedCall.End.HUNG_UP_BY_US);
    }

    @Test
    void teamsHangsUpFromAnotherAddress() throws Exception {
        TeamsLab.Pair call = LAB.teamsTalksToPhone(LAB.invitation(1));
        assertThat(call.teams().bye(16, "CallEndReasonLocalUserInitiated").status())
                .isEqualTo(200);
        assertThat(end(call.phone())).isEqualTo(SimulatedCall.End.HUNG_UP_BY_PEER);
        assertThat(LAB.records(1)).singleElement().asString().contains("\"q850\":16");
    }

    @Test
    void withoutRecordRouteTheContactIsCalled() throws Exception {
        TeamsLab.Pair call = LAB.teamsTalksToPhone(LAB.invitation(2).unrouted());
        call.phone().hangUp();
        call.teams().await("BYE");
        assertThat(end(call.phone())).isEqualTo(SimulatedCall.End.HUNG_UP_BY_US);
    }

    @Test
    void anAnonymousCallComesWithTheBilledUser() throws Exception {
        TeamsLab.Pair call = LAB.teamsTalksToPhone(LAB.invitation(0)
                .with("P-Asserted-Identity", "<tel:" + TeamsLab.number(0) + ">, <sip:user0@acme.example>")
                .with("Privacy", "id")
                .with(
                        "History-Info",
                        "<sip:+14255559999@sip.teams.example;user=phone?Reason=SIP;cause=302;text=\"Moved\">;index=1"));
        assertThat(call.teams().bye(16, "CallEndReasonLocalUserInitiated").status())
                .isEqualTo(200);
        assertThat(end(call.phone())).isEqualTo(SimulatedCall.End.HUNG_UP_BY_PEER);
    }

    @Test
    void theCallerGivesUp() throws Exception {
        LAB.pbx().extension("*", CallPlan.noAnswer());
        PlacedCall call = LAB.teams().call(LAB.invitation(3));
        call.await(180);
        assertThat(call.cancel().status()).isEqualTo(200);
        call.await(487);
        assertThat(end(last())).isEqualTo(SimulatedCall.End.CANCELLED);
    }

    @Test
    void theCallerGivesUpInTheMomentOfTheAnswer() throws Exception {
        PlacedCall call = LAB.teams().call(LAB.invitation(3));
        call.cancelOnAnswer();
        call.await(200);
        assertThat(call.bye(16, "CallEndReasonLocalUserInitiated").status()).isEqualTo(200);
        assertThat(end(last())).isEqualTo(SimulatedCall.End.HUNG_UP_BY_PEER);
    }

    @Test
    void thePhoneIsBusy() throws Exception {
        LAB.pbx().extension("*", CallPlan.busy());
        PlacedCall call = LAB.teams().call(LAB.invitation(0));
        assertThat(call.awaitFinal().status()).isEqualTo(486);
    }

    @Test
    void thePhoneRefuses() throws Exception {
        LAB.pbx().extension("*", CallPlan.refuse(RINGING, 603, "Decline"));
        PlacedCall call = LAB.teams().call(LAB.invitation(0));
        assertThat(call.awaitFinal().status()).isEqualTo(603);
    }

    @Test
    void severalPhonesRingAndAThirdAnswers() throws Exception {
        LAB.pbx().extension("*", CallPlan.forked(RINGING));
        TeamsLab.Pair call = LAB.teamsTalksToPhone(LAB.invitation(1));
        assertThat(call.teams().bye(16, "CallEndReasonLocalUserInitiated").status())
                .isEqualTo(200);
        assertThat(end(call.phone())).isEqualTo(SimulatedCall.End.HUNG_UP_BY_PEER);
    }

    private static SimulatedCall last() {
        return LAB.pbx().calls().get(LAB.pbx().calls().size() - 1);
    }

    private static SimulatedCall.End end(SimulatedCall phone) throws Exception {
        return phone.ended().get(TeamsLab.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
