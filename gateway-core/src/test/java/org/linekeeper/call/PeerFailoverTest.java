package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.model.DirectRoute;

/** What one call learned of a peer, the next one uses. */
class PeerFailoverTest {
    private CallWorld world;
    private UdpPeer full;

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
        full = new UdpPeer("127.77.22.13");
        world.locator.at("full.example.com", full.address());
        world.directory.routes.put(
                "r1",
                new DirectRoute(
                        "r1",
                        "e1",
                        CallWorld.TENANT,
                        List.of(CallWorld.peer("full.example.com", 1), CallWorld.peer("sbc.example.com", 2)),
                        true));
    }

    @AfterEach
    void stop() {
        full.close();
        world.close();
    }

    private void refuse(UdpPeer peer, SipText invite, int status) {
        peer.send(invite.reply(status, "No", "far" + peer.address().getPort(), "", ""), world.teamsListener);
        peer.request("ACK");
    }

    @Test
    void peerThatFailedIsTriedLastByTheNextCallAndIsNotLeftOut() {
        Dialled first = Dialled.fromPbx(world, "tok-l1", "201", "f1");
        first.invite(Dialled.OFFER);
        refuse(full, full.request("INVITE"), 503);
        refuse(world.sbc, world.sbc.request("INVITE"), 486);
        first.ackFailure(world.pbx.response(486, "INVITE"));

        Dialled second = Dialled.fromPbx(world, "tok-l2", "202", "f2");
        second.invite(Dialled.OFFER);
        SipText now = world.sbc.request("INVITE");
        full.assertNo("INVITE before the peer that works", message -> message.is("INVITE"));
        refuse(world.sbc, now, 503);
        refuse(full, full.request("INVITE"), 486);
        second.ackFailure(world.pbx.response(486, "INVITE"));
        assertThat(world.records()).hasSize(2);
    }

    @Test
    void peerThatAnsweredIsFirstAgain() {
        Dialled first = Dialled.fromPbx(world, "tok-l1", "201", "f3");
        first.invite(Dialled.OFFER);
        refuse(full, full.request("INVITE"), 503);
        refuse(world.sbc, world.sbc.request("INVITE"), 503);
        first.ackFailure(world.pbx.response(480, "INVITE"));

        // Both are down, so their order stays; the first is back.
        Dialled second = Dialled.fromPbx(world, "tok-l2", "202", "f4");
        second.invite(Dialled.OFFER);
        refuse(full, full.request("INVITE"), 486);
        second.ackFailure(world.pbx.response(486, "INVITE"));

        Dialled third = Dialled.fromPbx(world, "tok-l1", "201", "f5");
        third.invite(Dialled.OFFER);
        refuse(full, full.request("INVITE"), 486);
        third.ackFailure(world.pbx.response(486, "INVITE"));
    }

    @Test
    void peerThatRangIsNotLeftForAnother() {
        Dialled call = Dialled.fromPbx(world, "tok-l1", "201", "f6");
        call.invite(Dialled.OFFER);
        SipText invite = full.request("INVITE");
        full.send(invite.reply(180, "Ringing", "far" + full.address().getPort(), "", ""), world.teamsListener);
        world.pbx.response(180, "INVITE");
        refuse(full, invite, 503);
        call.ackFailure(world.pbx.response(480, "INVITE"));
        world.sbc.assertNo("INVITE after it rang elsewhere", message -> message.is("INVITE"));
    }
}
