package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.event.CallOutcome;

/** A PBX, or the Teams side, that offers another service instead of the call (380). */
class AlternativeServicesTest {
    private CallWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    /** RFC 3261 21.3.5: what else there is stands in a body that no standard defines; a Contact beside it is no redirection. */
    @Test
    void theServiceOfAPbxIsNotCalledAndTheCallerMayTryAgainLater() {
        Dialled call = Dialled.fromTeams(world, "+12065550101", "+14255550199", "as1");
        call.invite(Dialled.OFFER);
        SipText invite = world.pbx.request("INVITE");
        world.pbx.send(
                invite.reply(
                        380,
                        "Alternative Service",
                        "alt",
                        "",
                        "",
                        "Contact: <sip:attendant@" + CallWorld.SIP_DOMAIN + ">"),
                world.pbxListener);
        SipText refused = world.sbc.response(480, "INVITE");
        assertThat(refused.header("Reason")).contains("SIP").contains("380");
        assertThat(refused.headers("Contact")).isEmpty();
        call.ackFailure(refused);
        CallOutcome outcome = world.record(1).outcome();
        assertThat(outcome.code()).isEqualTo("redirected");
        assertThat(outcome.sipCode()).isEqualTo(380);
        assertThat(outcome.advice())
                .startsWith("The PBX answered 380 Alternative Service: it does not connect this call")
                .contains("extension 101t")
                .contains("14255550199");
        world.pbx.request("ACK");
        world.pbx.assertNo("call to the service", message -> message.is("INVITE"));
    }

    @Test
    void theServiceOfTheTeamsSideIsNotCalledEither() {
        Dialled call = Dialled.fromPbx(world, "tok-l1", "201", "as2");
        call.invite(Dialled.OFFER);
        SipText invite = world.sbc.request("INVITE");
        world.sbc.send(invite.reply(380, "Alternative Service", "alt", "", ""), world.teamsListener);
        call.ackFailure(world.pbx.response(480, "INVITE"));
        assertThat(world.record(1).outcome().advice())
                .contains("The Teams side")
                .contains("set up there for the user");
    }
}
