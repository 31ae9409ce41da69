package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change within the call that the other far end refuses: the one that asked hears why, and the call goes on. */
class RefusedChangesTest {
    private static final String HOLD = Dialled.OFFER + "a=inactive\r\n";

    private CallWorld world;
    private Dialled call;

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
        call = Dialled.fromTeams(world, "+12065550101", "+14255550199", "rc");
        call.invite(Dialled.OFFER);
        SipText invite = world.pbx.request("INVITE");
        world.pbx.send(
                invite.reply(200, "OK", "far", "sip:far@" + world.pbx.hostPort(), Dialled.ANSWER), world.pbxListener);
        call.established("INVITE");
        call.ack("");
        world.pbx.request("ACK");
        call.request("OPTIONS");
        world.sbc.response(200, "OPTIONS");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private SipText refused(String method, int status, String phrase, int expected, String... more) {
        if (method.equals("INVITE")) {
            call.invite(HOLD);
        } else {
            call.update(HOLD);
        }
        SipText offered = world.pbx.request("INVITE");
        world.pbx.send(offered.reply(status, phrase, "", "", "", more), world.pbxListener);
        SipText refusal = world.sbc.response(expected, method);
        if (method.equals("INVITE")) {
            call.ackFailure(refusal);
            call.learnAgain();
        }
        return refusal;
    }

    /** RFC 3261 21.4.26: 488 "SHOULD include a Warning header field" within a call as well. */
    @Test
    void warningOfThePbxReachesTeams() {
        String warning = "Warning: 305 pbx.example \"no codec of mine\"";
        SipText toInvite = refused("INVITE", 488, "Not Acceptable Here", 488, warning);
        assertThat(toInvite.header("Warning")).isEqualTo("399 linekeeper \"Not Acceptable Here (no codec of mine)\"");
        SipText toUpdate = refused("UPDATE", 488, "Not Acceptable Here", 488, warning);
        assertThat(toUpdate.header("Warning")).isEqualTo(toInvite.header("Warning"));
    }

    @Test
    void warningIsThereWhenThePbxGivesNone() {
        assertThat(refused("INVITE", 488, "Nope", 488).header("Warning")).isEqualTo("399 linekeeper \"Nope\"");
    }

    /** RFC 3261 21.4.13: 415 "MUST" list what is taken. */
    @Test
    void bodyThatThePbxDoesNotTakeIsToldWithWhatIsTaken() {
        SipText refusal = refused("INVITE", 415, "Unsupported Media Type", 415);
        assertThat(refusal.headers("Accept")).contains("application/sdp");
    }

    /** Nobody but us can answer the PBX's challenge: Teams would not know what to do with a 407. */
    @Test
    void challengeThatCannotBeAnsweredIsNoChallengeToTeams() {
        SipText refusal = refused("INVITE", 407, "Proxy Authentication Required", 488);
        assertThat(refusal.header("Warning")).contains("407 Proxy Authentication Required");
        assertThat(refusal.headers("Proxy-Authenticate")).isEmpty();
    }
}
