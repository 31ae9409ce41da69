package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.event.CallRecord;

/** Microsoft's support asks for the id of the call that Teams gives in the Reason of its BYE and CANCEL. */
class EndReasonsTest {
    private TeamsWorld teams;
    private CallWorld world;
    private TeamsCall call;

    @BeforeEach
    void start() throws Exception {
        teams = new TeamsWorld();
        world = teams.world;
        call = new TeamsCall(teams, "10-invite-from-teams-nonbypass");
    }

    @AfterEach
    void stop() {
        teams.close();
    }

    private static String reasonOf(String file) {
        return TeamsFixture.read(file).header("Reason").replace(" ", "");
    }

    private static String said(CallRecord record) {
        return record.reason().orElse("").replace(" ", "");
    }

    @Test
    void recordSaysWhatTheByeSaid() throws Exception {
        call.talking();
        call.end("42-bye-from-teams-b2b-deleted");
        assertThat(said(world.record(1))).isEqualTo(reasonOf("42-bye-from-teams-b2b-deleted"));
    }

    @Test
    void recordSaysWhatTheCancelSaid() {
        SipText toPbx = call.invite();
        world.pbx.send(toPbx.reply(180, "Ringing", "far", "", ""), world.pbxListener);
        world.sbc.response(180, "INVITE");
        call.sendBeside("43-cancel-from-teams");
        SipText cancel = world.pbx.request("CANCEL");
        world.pbx.send(cancel.reply(200, "OK", "far", "", ""), world.pbxListener);
        world.pbx.send(toPbx.reply(487, "Request Terminated", "far", "", ""), world.pbxListener);
        assertThat(said(world.record(1))).isEqualTo(reasonOf("43-cancel-from-teams"));
    }

    @Test
    void ofACallThatEndsWithoutOneNothingIsSaid() {
        SipText toPbx = call.invite();
        world.pbx.send(toPbx.reply(486, "Busy Here", "far", "", ""), world.pbxListener);
        assertThat(world.record(1).reason()).isEmpty();
    }
}
