package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.linekeeper.config.model.Enterprise;
import org.linekeeper.config.model.HoldStyle;

/** Teams holds a call, or plays music to whoever it holds, and is answered as its direct route wants it. */
class HoldStylesTest {
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

    private String answerTo(String reInvite, String ofPbx) throws Exception {
        UdpPeer from = call.send(reInvite);
        SipText toPbx = world.pbx.request("INVITE");
        world.pbx.send(call.reply(toPbx, ofPbx), world.pbxListener);
        world.pbx.request("ACK");
        SipText ok = from.response(200, "INVITE");
        call.ack(from, ok.cseq());
        return ok.body()
                .lines()
                .filter(line -> line.matches("a=(sendrecv|sendonly|recvonly|inactive)"))
                .findFirst()
                .orElse("");
    }

    /** RFC 3264 6.1; some PBXs say sendrecv whatever they were asked. */
    @ParameterizedTest
    @CsvSource({"recvonly", "sendrecv", "inactive"})
    void holdIsAnsweredWithInactiveWhateverThePbxSays(String ofPbx) throws Exception {
        call.talking();
        assertThat(answerTo("20-reinvite-hold-from-teams", ofPbx)).isEqualTo("a=inactive");
        call.end("42-bye-from-teams-b2b-deleted");
        teams.assertStrict();
    }

    @Test
    void musicOfTeamsIsAnsweredWithInactiveUnlessTheRouteSaysOtherwise() throws Exception {
        call.talking();
        assertThat(answerTo("22-reinvite-moh-from-teams", "recvonly")).isEqualTo("a=inactive");
        call.end("42-bye-from-teams-b2b-deleted");
    }

    @Test
    void musicOfTeamsIsHeardWhereTheRouteSaysSo() throws Exception {
        world.directory.routes.computeIfPresent(TeamsWorld.TENANT, (id, route) -> route.with(HoldStyle.RFC3264));
        call.talking();
        assertThat(answerTo("22-reinvite-moh-from-teams", "recvonly")).isEqualTo("a=recvonly");
        call.end("42-bye-from-teams-b2b-deleted");
    }

    private void withoutMusicOfThePbx() {
        world.directory.enterprises.replaceAll(
                (id, before) -> new Enterprise(id, before.name(), Optional.empty(), OptionalInt.empty(), false, true));
    }

    /** A PBX that heard of the hold would play its own music over that of Teams. */
    @Test
    void musicOfTeamsIsHeardWhereThePbxIsToPlayNone() throws Exception {
        withoutMusicOfThePbx();
        world.directory.routes.computeIfPresent(TeamsWorld.TENANT, (id, route) -> route.with(HoldStyle.RFC3264));
        call.talking();
        UdpPeer from = call.send("22-reinvite-moh-from-teams");
        SipText toPbx = world.pbx.request("INVITE");
        assertThat(toPbx.body())
                .contains("m=audio 51200")
                .contains("a=sendrecv")
                .doesNotContain("a=sendonly");
        world.pbx.send(call.reply(toPbx, "sendrecv"), world.pbxListener);
        world.pbx.request("ACK");
        SipText ok = from.response(200, "INVITE");
        call.ack(from, ok.cseq());
        assertThat(ok.body()).contains("a=recvonly");
        call.end("42-bye-from-teams-b2b-deleted");
    }

    @Test
    void holdIsNotToldToAPbxThatIsToPlayNoMusic() throws Exception {
        withoutMusicOfThePbx();
        call.talking();
        UdpPeer from = call.send("20-reinvite-hold-from-teams");
        SipText ok = from.response(200, "INVITE");
        call.ack(from, ok.cseq());
        assertThat(ok.body()).contains("a=inactive");
        world.pbx.assertNo("re-INVITE", message -> message.is("INVITE"));
        call.end("42-bye-from-teams-b2b-deleted");
    }
}
