package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.model.CallLimits;

/** The target of a transfer has its place among the limits, and the transferor's number rules hold for it. */
class TransferLimitsTest {
    private CallWorld world;
    private Dialled call;

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private void thePbxMay(CallLimits limits) {
        world.directory.pbxs.put("p1", world.pbxSettings(true).with(limits));
    }

    private static CallLimits calls(int most) {
        return new CallLimits(OptionalInt.of(most), OptionalInt.empty(), List.of(), List.of());
    }

    private void talking() {
        call = Dialled.fromPbx(world, "tok-l1", "+14155550199", "tl1");
        call.invite(Dialled.OFFER);
        SipText toTeams = world.sbc.request("INVITE");
        world.sbc.send(
                toTeams.reply(200, "OK", "teams", "sip:teams@" + world.sbc.hostPort(), Dialled.ANSWER),
                world.teamsListener);
        world.sbc.request("ACK");
        call.established("INVITE");
        call.ack("");
    }

    private void refer(String user) {
        call.request("REFER", "REFER-TO: <sip:" + user + "@" + CallWorld.SIP_DOMAIN + ">");
    }

    private SipText notified() {
        SipText notify = world.pbx.request("NOTIFY");
        world.pbx.send(notify.reply(200, "OK", "", "", ""), world.pbxListener);
        return notify;
    }

    @Test
    void aPbxWithoutAPlaceLeftTransfersNothing() {
        thePbxMay(calls(1));
        talking();
        refer("205");
        world.pbx.response(202, "REFER");
        notified();
        SipText last = notified();
        assertThat(last.body()).startsWith("SIP/2.0 480 ");
        assertThat(last.header("Subscription-State")).startsWith("terminated");
        world.pbx.assertNo("call to the target", message -> message.is("INVITE"));
        assertThat(world.engine.calls().inProgress()).hasSize(1);
    }

    @Test
    void thePlaceOfAFailedTargetIsFreeAgain() {
        thePbxMay(calls(2));
        talking();
        for (int i = 0; i < 3; i++) {
            refer("205");
            world.pbx.response(202, "REFER");
            notified();
            SipText invite = world.pbx.request("INVITE");
            world.pbx.send(invite.reply(486, "Busy Here", "tgt", "", ""), world.pbxListener);
            world.pbx.request("ACK");
            assertThat(notified().body()).startsWith("SIP/2.0 486 ");
        }
    }

    @Test
    void aNumberThatMayNotBeDialledIsNotTransferredTo() {
        thePbxMay(new CallLimits(OptionalInt.empty(), OptionalInt.empty(), List.of(), List.of("+1900")));
        talking();
        refer("+19005550100");
        world.pbx.response(403, "REFER");
        refer("205");
        world.pbx.response(202, "REFER");
        assertThat(world.pbx.request("INVITE").uri()).isEqualTo("sip:205@" + CallWorld.SIP_DOMAIN);
    }
}
