package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.Line;

/** Who may name a dialog in Replaces: whoever else knows its Call-ID and tags finds no such dialog. */
class ReplacesTrustTest {
    private static final String OTHER_TENANT = "tenant8.customers.example.net";

    private CallWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    /** One call from Teams that the PBX has answered, and how Replaces names its leg of Teams. */
    private record Talk(Dialled dialled, String replaces, SipText toPbx) {}

    private Talk talk(Dialled dialled) {
        dialled.invite(Dialled.OFFER);
        SipText toPbx = world.pbx.request("INVITE");
        world.pbx.send(
                toPbx.reply(200, "OK", "far", "sip:far@" + world.pbx.hostPort(), Dialled.ANSWER), world.pbxListener);
        SipText ok = dialled.established("INVITE");
        dialled.ack("");
        world.pbx.request("ACK");
        dialled.request("OPTIONS");
        world.sbc.response(200, "OPTIONS");
        String callId = dialled.callId();
        return new Talk(dialled, callId + ";to-tag=" + ok.tag("To") + ";from-tag=t" + callId, toPbx);
    }

    private Talk talk(String callId) {
        return talk(Dialled.fromTeams(world, "+12065550101", "+1425", callId));
    }

    private void assertUntouched() {
        world.pbx.assertNo("offer to the one who stays", message -> message.is("INVITE"));
        assertThat(world.engine.calls().inProgress())
                .allSatisfy(call -> assertThat(call.transferredTo()).isEmpty());
    }

    @Test
    void aStrangerIsRefusedAsEver() throws Exception {
        Talk talk = talk("rt1");
        try (UdpPeer stranger = new UdpPeer("127.77.5.14")) {
            Dialled thief =
                    Dialled.fromTeams(world, "+12065550101", "+1425", "rt2").from(stranger);
            thief.invite(Dialled.OFFER, "REPLACES: " + talk.replaces());
            thief.ackFailure(stranger.response(403, "INVITE"));
            assertUntouched();
        }
    }

    @Test
    void anotherPbxDoesNotGetTheLegOfThePbx() throws Exception {
        Talk talk = talk("rt3");
        String ours = talk.toPbx().callId() + ";to-tag=" + talk.toPbx().tag("From") + ";from-tag=far";
        try (UdpPeer stranger = new UdpPeer("127.77.5.15")) {
            Dialled thief = Dialled.fromPbx(world, "tok-l1", "+1", "rt4").from(stranger);
            thief.invite(Dialled.OFFER, "REPLACES: " + ours);
            thief.ackFailure(stranger.response(403, "INVITE"));
            world.sbc.assertNo("offer to Teams", message -> message.is("INVITE"));
        }
    }

    /** Both tenants share one SBC, which one of them may have told the names of the other's dialogs. */
    @Test
    void aTransferReachesNoCallOfAnotherTenant() {
        world.directory.routes.put(
                "r2", new DirectRoute("r2", "e1", OTHER_TENANT, List.of(CallWorld.peer("sbc.example.com", 10)), true));
        world.addLine("l3", "103t", "+12065550103");
        Line line = world.directory.lines.get("l3");
        world.directory.lines.put(
                "l3",
                new Line(
                        "l3",
                        line.pbxId(),
                        "r2",
                        line.teamsUser(),
                        line.phoneNumber(),
                        line.sipUser(),
                        line.authUser(),
                        line.password(),
                        line.displayName(),
                        true));
        Talk mine = talk("rt5");
        Talk theirs =
                talk(Dialled.fromTeams(world, "+12065550103", "+1425", "rt6").at(OTHER_TENANT));
        mine.dialled()
                .request(
                        "REFER",
                        "REFER-TO: <sip:+12065550199@sip.pstnhub.microsoft.com?Replaces="
                                + theirs.replaces().replace(";", "%3B").replace("=", "%3D") + ">");
        world.sbc.response(202, "REFER");
        SipText invite = world.sbc.request("INVITE");
        assertThat(invite.uri()).startsWith("sip:+12065550199@");
        assertThat(invite.header("Replaces")).isEmpty();
        world.pbx.assertNo("offer to the other tenant", message -> message.is("INVITE"));
    }
}
