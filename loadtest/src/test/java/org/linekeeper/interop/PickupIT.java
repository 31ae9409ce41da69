package org.linekeeper.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.linekeeper.simulator.DeskPhoneCall;
import org.linekeeper.simulator.sip.SipHeaders;
import org.linekeeper.simulator.teams.Invitation;
import org.linekeeper.simulator.teams.PlacedCall;

/** A desk phone on Kamailio picks up what rings at another one. All media are encrypted, so the keys of two offers have to meet. */
class PickupIT {
    @RegisterExtension
    static final TransferLab LAB = new TransferLab();

    private static PlacedCall calls(int user, int phone) throws Exception {
        return LAB.teams()
                .call(Invitation.of(
                        Users.teamsNumber(1000 + user), Users.phoneNumber(2000 + phone), Users.TENANT, LAB.port()));
    }

    @Test
    void theCallerTalksWithWhoeverPickedUp() throws Exception {
        PlacedCall call = calls(0, 0);
        DeskPhoneCall rings = LAB.at(0).awaitCall();
        rings.ring();
        call.await(180);
        DeskPhoneCall taker =
                LAB.at(1).call("1000", SipHeaders.EMPTY.with("Replaces", rings.replaces() + ";early-only"));
        taker.await(200);
        call.await(200);
        assertThat(rings.await("CANCEL").headers().first("Reason").orElse("")).contains("Call completed elsewhere");
        Awaitility.await("media").atMost(TransferLab.PATIENCE).untilAsserted(() -> {
            assertThat(call.heard()).contains("c=IN IP4 127.77.1.41").contains("a=crypto:");
            assertThat(taker.heard()).contains("c=IN IP4 127.77.1.30").contains("a=crypto:");
        });
        // The seat is as any other: its new holder may put the caller on hold.
        assertThat(taker.reInvite("sendonly").status()).isEqualTo(200);
        call.await("INVITE");
        assertThat(taker.hangUp().status()).isEqualTo(200);
        call.await("BYE");
        LAB.linked("taken_over", 200);
    }

    @Test
    void whatIsAnsweredAlreadyIsBusyForWhoWantsOnlyWhatRings() throws Exception {
        TransferLab.Pair call = LAB.teamsCalls(0, 0);
        DeskPhoneCall taker = LAB.at(1)
                .call("1000", SipHeaders.EMPTY.with("Replaces", call.phone().replaces() + ";early-only"));
        taker.await(486);
        assertThat(call.phone().hangUp().status()).isEqualTo(200);
        call.teams().await("BYE");
        LAB.records(2);
    }
}
