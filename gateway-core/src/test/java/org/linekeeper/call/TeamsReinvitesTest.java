package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.event.CallOutcome;

/** What Teams sends within a call, each request from another address. */
class TeamsReinvitesTest {
    private static final String CALL = "10-invite-from-teams-nonbypass";
    private static final String BYPASS = "50-invite-from-teams-bypass-ice";

    private TeamsWorld teams;
    private CallWorld world;

    @BeforeEach
    void start() throws Exception {
        teams = new TeamsWorld();
        world = teams.world;
    }

    @AfterEach
    void stop() {
        teams.close();
    }

    /** A re-INVITE crosses the bridge: gives what the PBX got. */
    private SipText crosses(TeamsCall call, String name, String offered, String answered, String told)
            throws Exception {
        SipText offer = TeamsFixture.read(name);
        UdpPeer from = call.send(name);
        SipText toPbx = world.pbx.request("INVITE");
        assertThat(toPbx.tag("To")).isEqualTo("far");
        assertThat(media(toPbx.body())).isEqualTo(media(offer.body()).replaceAll("a=(inactive|sendonly)", offered));
        world.pbx.send(call.reply(toPbx, answered), world.pbxListener);
        world.pbx.request("ACK");
        SipText ok = from.response(200, "INVITE");
        assertThat(ok.body()).contains("a=" + told);
        call.ack(from, offer.cseq());
        return toPbx;
    }

    /** A description without its origin, which each leg counts for itself. */
    private static String media(String sdp) {
        return sdp.replaceFirst("o=[^\r]*\r\n", "");
    }

    private void ends(TeamsCall call) throws Exception {
        call.end("42-bye-from-teams-b2b-deleted");
        assertThat(world.record(1).outcome()).isEqualTo(new CallOutcome.Completed(CallOutcome.Party.CALLER));
        assertThat(world.records()).hasSize(1);
        teams.assertStrict();
    }

    @ParameterizedTest
    @CsvSource({
        CALL + ", 20-reinvite-hold-from-teams, a=sendonly, recvonly, inactive",
        CALL + ", 22-reinvite-moh-from-teams, a=sendonly, recvonly, inactive",
        CALL + ", 25-reinvite-rekey-new-mp, a=sendrecv, sendrecv, sendrecv",
        BYPASS + ", 53-reinvite-final-candidates-bypass, a=sendrecv, sendrecv, sendrecv",
        BYPASS + ", 54-reinvite-ice-restart-to-mp, a=sendrecv, sendrecv, sendrecv"
    })
    void reInviteCrossesTheBridge(String invite, String name, String offered, String answered, String told)
            throws Exception {
        TeamsCall call = new TeamsCall(teams, invite);
        call.talking();
        crosses(call, name, offered, answered, told);
        ends(call);
    }

    /** The same description, and the very same with the next version: nothing new for the PBX. */
    @ParameterizedTest
    @ValueSource(strings = {"24-reinvite-session-refresh-same-sdp", "23-reinvite-resume-from-teams"})
    void refreshIsAnsweredHere(String name) throws Exception {
        TeamsCall call = new TeamsCall(teams, CALL);
        SipText ok = call.answered(call.invite());
        UdpPeer from = call.send(name);
        SipText again = from.response(200, "INVITE");
        assertThat(again.body()).isEqualTo(ok.body());
        assertThat(again.header("Session-Expires")).isEqualTo("3600;refresher=uac");
        call.ack(from, again.cseq());
        ends(call);
        world.pbx.assertNo("re-INVITE", message -> message.is("INVITE"));
    }

    @Test
    void heldCallHearsMusicAndComesBack() throws Exception {
        TeamsCall call = new TeamsCall(teams, CALL);
        call.talking();
        crosses(call, "20-reinvite-hold-from-teams", "a=sendonly", "recvonly", "inactive");
        crosses(call, "22-reinvite-moh-from-teams", "a=sendonly", "recvonly", "inactive");
        crosses(call, "23-reinvite-resume-from-teams", "", "sendrecv", "sendrecv");
        SipText rekeyed = crosses(call, "25-reinvite-rekey-new-mp", "", "sendrecv", "sendrecv");
        assertThat(rekeyed.body()).contains("TLXoLQ16Fe+jcP/PkcXKHu32KMeBNuJdGYkSTw22");
        ends(call);
    }

    @Test
    void bypassCallMovesToTheMediaProcessor() throws Exception {
        TeamsCall call = new TeamsCall(teams, BYPASS);
        call.talking();
        crosses(call, "53-reinvite-final-candidates-bypass", "", "sendrecv", "sendrecv");
        crosses(call, "54-reinvite-ice-restart-to-mp", "", "sendrecv", "sendrecv");
        ends(call);
    }
}
