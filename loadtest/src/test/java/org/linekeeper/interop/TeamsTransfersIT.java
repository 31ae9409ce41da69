package org.linekeeper.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.linekeeper.simulator.DeskPhoneCall;
import org.linekeeper.simulator.sip.SipHeaders;
import org.linekeeper.simulator.sip.SipRequest;
import org.linekeeper.simulator.teams.Invitation;
import org.linekeeper.simulator.teams.PlacedCall;
import org.linekeeper.simulator.teams.ReceivedCall;
import org.linekeeper.simulator.teams.TeamsCall;

/** A Teams user transfers calls with desk phones on Kamailio. */
class TeamsTransfersIT {
    private static final String NAMELESS = "sip:" + TransferLab.TEAMS
            + ":5061;transport=tls;x-m=8:orgid:7357d28a-a611-5efd-ae6e-a550a5b95487;x-t=ecf7894a-77ec-540d-bf9f-e63d71dbd5c3";
    private static final String NUMBERED = "sip:+14255551002@" + TransferLab.TEAMS + ":5061;user=phone;transport=tls";
    private static final String REFERRED_BY = "<sip:" + TransferLab.TEAMS
            + ":5061;x-m=8:orgid:e063bb16-cc76-558b-9f94-afe212747cda;x-ti=9246b77d-b4cc-5808-9e95-c76936a63c57"
            + ";x-tt=aHR0cHM6Ly9hcGktZHUtYS1ldXdlLnBzdG5odWI%3D>";

    private static final String TEAMS_MEDIA = "127.77.1.30";

    @RegisterExtension
    static final TransferLab LAB = new TransferLab();

    /** REFER without a user part: the target is named by parameters only. */
    @Test
    void theTransfereeTalksWithTheTarget() throws Exception {
        TransferLab.Pair call = LAB.phoneCalls(0, 0);
        call.teams().reInvite("inactive");
        call.phone().await("INVITE");
        assertThat(call.teams().refer("<" + NAMELESS + ">", REFERRED_BY).status())
                .isEqualTo(202);
        notified(call.teams(), "100 Trying");
        ReceivedCall target = LAB.teams().awaitCall(NAMELESS);
        assertThat(target.invite().headers().first("Referred-By")).contains(REFERRED_BY);
        assertThat(target.invite().headers().first("To").orElse("")).startsWith("<" + NAMELESS + ">");
        assertThat(target.invite().body()).contains("c=IN IP4 127.77.1.40").contains("a=sendrecv");
        target.progress("client", 180, "Ringing");
        notified(call.teams(), "180 Ringing");
        target.answer("client");
        target.await("ACK");
        notified(call.teams(), "200 OK");
        // The transferor is free, without having done anything itself.
        call.teams().await("BYE");
        talks(call.phone(), target);
        call.phone().hangUp();
        target.await("BYE");
        LAB.linked("blind", 200);
    }

    @Test
    void aNumberIsATargetToo() throws Exception {
        TransferLab.Pair call = LAB.teamsCalls(0, 0);
        assertThat(call.teams().refer("<" + NUMBERED + ">", REFERRED_BY).status())
                .isEqualTo(202);
        ReceivedCall target = LAB.teams().awaitCall("+14255551002");
        assertThat(target.invite().uri()).isEqualTo(NUMBERED);
        target.answer("client");
        target.await("ACK");
        call.teams().await("BYE");
        talks(call.phone(), target);
        assertThat(target.bye(16, "CallEndReasonLocalUserInitiated").status()).isEqualTo(200);
        call.phone().await("BYE");
        LAB.linked("blind", 200);
    }

    /** Teams hangs up as soon as it has the 202, long before the target answers. */
    @Test
    void theTransferorHangsUpEarly() throws Exception {
        TransferLab.Pair call = LAB.phoneCalls(0, 0);
        assertThat(call.teams().refer("<" + NAMELESS + ">", REFERRED_BY).status())
                .isEqualTo(202);
        ReceivedCall target = LAB.teams().awaitCall(NAMELESS);
        assertThat(call.teams().bye(16, "CallEndReasonLocalUserInitiated").status())
                .isEqualTo(200);
        target.progress("client", 180, "Ringing");
        target.answer("client");
        target.await("ACK");
        talks(call.phone(), target);
        call.phone().hangUp();
        target.await("BYE");
        LAB.linked("blind", 200);
    }

    /** What the target plays before it answers, its ringing, is what the transferee hears. */
    @Test
    void theTransfereeHearsTheTargetRing() throws Exception {
        TransferLab.Pair call = LAB.phoneCalls(0, 0);
        assertThat(call.teams().refer("<" + NAMELESS + ">", REFERRED_BY).status())
                .isEqualTo(202);
        ReceivedCall target = LAB.teams().awaitCall(NAMELESS);
        target.earlyMedia("media");
        SipRequest ringing = call.phone().await("INVITE");
        call.phone().await("ACK");
        target.answer("media");
        target.await("ACK");
        call.teams().await("BYE");
        talks(call.phone(), target);
        assertThat(ringing.body()).isNotEmpty();
        call.phone().hangUp();
        target.await("BYE");
        LAB.linked("blind", 200);
    }

    /** The target does not want: the transferor has the call as before. */
    @Test
    void theTargetIsBusy() throws Exception {
        TransferLab.Pair call = LAB.phoneCalls(0, 0);
        assertThat(call.teams().refer("<" + NAMELESS + ">", REFERRED_BY).status())
                .isEqualTo(202);
        LAB.teams().awaitCall(NAMELESS).refuse(486, "Busy Here", SipHeaders.EMPTY);
        notified(call.teams(), "486 Busy Here");
        assertThat(call.teams().reInvite("sendrecv").status()).isEqualTo(200);
        assertThat(call.teams().bye(16, "CallEndReasonLocalUserInitiated").status())
                .isEqualTo(200);
        call.phone().await("BYE");
        LAB.linked("blind", 486);
    }

    @Test
    void theTargetIsBusyAndTheTransferorHasGone() throws Exception {
        TransferLab.Pair call = LAB.phoneCalls(0, 0);
        assertThat(call.teams().refer("<" + NAMELESS + ">", REFERRED_BY).status())
                .isEqualTo(202);
        ReceivedCall target = LAB.teams().awaitCall(NAMELESS);
        assertThat(call.teams().bye(16, "CallEndReasonLocalUserInitiated").status())
                .isEqualTo(200);
        target.refuse(486, "Busy Here", SipHeaders.EMPTY);
        call.phone().await("BYE");
        LAB.linked("blind", 486);
    }

    @Test
    void theTransfereeHangsUpWhileTheTargetRings() throws Exception {
        TransferLab.Pair call = LAB.phoneCalls(0, 0);
        assertThat(call.teams().refer("<" + NAMELESS + ">", REFERRED_BY).status())
                .isEqualTo(202);
        ReceivedCall target = LAB.teams().awaitCall(NAMELESS);
        target.progress("client", 180, "Ringing");
        notified(call.teams(), "180 Ringing");
        call.phone().hangUp();
        target.await("CANCEL");
        notified(call.teams(), "487 Request Terminated");
        call.teams().await("BYE");
        assertThat(LAB.records(2)).hasSize(2);
    }

    /** Two calls of one Teams user with two phones become one: the phones talk with each other. */
    @Test
    void twoPhonesAreLeftWithEachOther() throws Exception {
        TransferLab.Pair call = LAB.phoneCalls(0, 0);
        call.teams().reInvite("inactive");
        call.phone().await("INVITE");
        TransferLab.Pair consultation = LAB.teamsCalls(0, 1);
        String replaces = consultation.teams().replaces().replace(";", "%3B").replace("=", "%3D");
        assertThat(call.teams()
                        .refer("<" + NAMELESS + "?Replaces=" + replaces + ">", REFERRED_BY)
                        .status())
                .isEqualTo(202);
        notified(call.teams(), "100 Trying");
        notified(call.teams(), "200 OK");
        call.teams().await("BYE");
        consultation.teams().await("BYE");
        hears(call.phone(), "127.77.1.41");
        hears(consultation.phone(), "127.77.1.40");
        call.phone().hangUp();
        consultation.phone().await("BYE");
        LAB.linked("attended", 200);
    }

    /** Teams itself replaces: the INVITE comes with Replaces, as from a call queue. */
    @Test
    void anotherTeamsUserTakesTheCallOver() throws Exception {
        TransferLab.Pair call = LAB.phoneCalls(0, 0);
        PlacedCall taker = LAB.teams()
                .call(Invitation.of(Users.teamsNumber(1001), Users.phoneNumber(2000), Users.TENANT, LAB.port())
                        .with("Replaces", call.teams().replaces())
                        .with("Referred-By", REFERRED_BY));
        taker.await(200);
        call.teams().await("BYE");
        hears(call.phone(), TEAMS_MEDIA);
        call.phone().hangUp();
        taker.await("BYE");
        LAB.linked("taken_over", 200);
    }

    @Test
    void aDialogThatIsOverIsNotReplaced() throws Exception {
        TransferLab.Pair call = LAB.phoneCalls(0, 0);
        String replaces = call.teams().replaces();
        call.phone().hangUp();
        call.teams().await("BYE");
        assertThat(LAB.records(1)).hasSize(1);
        PlacedCall taker = LAB.teams()
                .call(Invitation.of(Users.teamsNumber(1001), Users.phoneNumber(2000), Users.TENANT, LAB.port())
                        .with("Replaces", replaces));
        assertThat(taker.awaitFinal().status()).isIn(481, 603);
    }

    private static void notified(TeamsCall transferor, String line) throws Exception {
        SipRequest notify = transferor.await("NOTIFY");
        while (!notify.body().equals("SIP/2.0 " + line + "\r\n")) {
            assertThat(notify.headers().first("Subscription-State").orElse(""))
                    .as("before " + line + ": " + notify.body())
                    .startsWith("active");
            notify = transferor.await("NOTIFY");
        }
        boolean last = !line.startsWith("1");
        assertThat(notify.headers().first("Subscription-State").orElse("")).startsWith(last ? "terminated" : "active");
    }

    /** Both know where the other one's media are. */
    private static void talks(DeskPhoneCall phone, TeamsCall teams) throws Exception {
        hears(phone, TEAMS_MEDIA);
        assertThat(teams.heard()).contains("c=IN IP4 127.77.1.40").contains("a=sendrecv");
    }

    private static void hears(DeskPhoneCall phone, String address) {
        Awaitility.await("media of " + address).atMost(TransferLab.PATIENCE).untilAsserted(() -> assertThat(
                        phone.heard())
                .contains("c=IN IP4 " + address)
                .contains("a=sendrecv"));
    }
}
