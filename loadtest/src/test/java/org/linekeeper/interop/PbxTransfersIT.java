package org.linekeeper.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.linekeeper.simulator.DeskPhoneCall;
import org.linekeeper.simulator.sip.SipRequest;
import org.linekeeper.simulator.teams.ReceivedCall;
import org.linekeeper.simulator.teams.TeamsCall;

/** A desk phone on Kamailio transfers Teams users. Teams never sees a REFER or a Replaces: it would refuse both. */
class PbxTransfersIT {
    @RegisterExtension
    static final TransferLab LAB = new TransferLab();

    @Test
    void theTeamsUserTalksWithAnotherPhone() throws Exception {
        TransferLab.Pair call = LAB.phoneCalls(0, 0);
        assertThat(call.phone().reInvite("sendonly").status()).isEqualTo(200);
        call.teams().await("INVITE");
        assertThat(call.phone().refer(phone(1)).status()).isEqualTo(202);
        DeskPhoneCall target = LAB.at(1).awaitCall();
        assertThat(target.invite().headers().first("Referred-By").orElse("")).contains("sip:2000@");
        assertThat(target.invite().body()).contains("a=sendrecv");
        target.ring();
        notified(call.phone(), "180 Ringing");
        target.answer();
        notified(call.phone(), "200 OK");
        // The transferor is free, without having done anything itself.
        call.phone().await("BYE");
        talks(call.teams(), target);
        assertThat(call.teams().bye(16, "CallEndReasonLocalUserInitiated").status())
                .isEqualTo(200);
        target.await("BYE");
        LAB.linked("blind", 200);
    }

    @Test
    void thePhoneHangsUpEarly() throws Exception {
        TransferLab.Pair call = LAB.teamsCalls(0, 0);
        assertThat(call.phone().refer(phone(1)).status()).isEqualTo(202);
        DeskPhoneCall target = LAB.at(1).awaitCall();
        assertThat(call.phone().hangUp().status()).isEqualTo(200);
        target.ring();
        target.answer();
        talks(call.teams(), target);
        target.hangUp();
        call.teams().await("BYE");
        LAB.linked("blind", 200);
    }

    @Test
    void theOtherPhoneIsBusy() throws Exception {
        TransferLab.Pair call = LAB.phoneCalls(0, 0);
        assertThat(call.phone().refer(phone(1)).status()).isEqualTo(202);
        LAB.at(1).awaitCall().refuse(486, "Busy Here");
        notified(call.phone(), "486 Busy here");
        assertThat(call.phone().reInvite("sendrecv").status()).isEqualTo(200);
        assertThat(call.phone().hangUp().status()).isEqualTo(200);
        call.teams().await("BYE");
        LAB.linked("blind", 486);
    }

    /** The consultation is a call between two phones, which the gateway knows nothing of: Replaces goes along to the PBX. */
    @Test
    void aConsultationWithinThePbxIsReplaced() throws Exception {
        TransferLab.Pair call = LAB.phoneCalls(0, 0);
        DeskPhoneCall consultation = LAB.at(0).call("2001");
        DeskPhoneCall consulted = LAB.at(1).awaitCall();
        consulted.answer();
        consultation.await(200);
        String replaces = consultation.replaces();
        assertThat(call.phone().refer(phone(1, replaces)).status()).isEqualTo(202);
        DeskPhoneCall target = LAB.at(1).awaitCall();
        assertThat(target.invite().headers().first("Replaces")).contains(replaces);
        target.answer();
        consulted.hangUp();
        consultation.await("BYE");
        notified(call.phone(), "200 OK");
        call.phone().await("BYE");
        talks(call.teams(), target);
        target.hangUp();
        call.teams().await("BYE");
        LAB.linked("blind", 200);
    }

    /** Both calls of the phone lead through the gateway: two Teams users are left with each other. */
    @Test
    void twoTeamsUsersAreLeftWithEachOther() throws Exception {
        TransferLab.Pair call = LAB.phoneCalls(0, 0);
        TransferLab.Pair consultation = LAB.phoneCalls(0, 1);
        assertThat(call.phone()
                        .refer(phone("1001", consultation.phone().replaces()))
                        .status())
                .isEqualTo(202);
        notified(call.phone(), "200 OK");
        call.phone().await("BYE");
        consultation.phone().await("BYE");
        assertThat(call.teams().bye(16, "CallEndReasonLocalUserInitiated").status())
                .isEqualTo(200);
        consultation.teams().await("BYE");
        LAB.linked("attended", 200);
    }

    /** The PBX sends the other Teams user back to the gateway: two more calls, and both ends talk. */
    @Test
    void anotherTeamsUserIsATargetToo() throws Exception {
        TransferLab.Pair call = LAB.phoneCalls(0, 0);
        assertThat(call.phone().refer("<sip:1001@" + KamailioPbx.DOMAIN + ">").status())
                .isEqualTo(202);
        ReceivedCall target = LAB.teams().awaitCall(Users.teamsNumber(1001));
        target.progress("client", 180, "Ringing");
        notified(call.phone(), "180 Ringing");
        target.answer("client");
        target.await("ACK");
        notified(call.phone(), "200 OK");
        call.phone().await("BYE");
        assertThat(call.teams().bye(16, "CallEndReasonLocalUserInitiated").status())
                .isEqualTo(200);
        target.await("BYE");
        LAB.records(3);
    }

    private static String phone(int index) {
        return "<sip:200" + index + "@" + KamailioPbx.DOMAIN + ">";
    }

    private static String phone(int index, String replaces) {
        return phone("200" + index, replaces);
    }

    private static String phone(String user, String replaces) {
        return "<sip:" + user + "@" + KamailioPbx.DOMAIN + "?Replaces="
                + replaces.replace(";", "%3B").replace("=", "%3D") + ">";
    }

    private static void notified(DeskPhoneCall transferor, String line) throws Exception {
        SipRequest notify = transferor.await("NOTIFY");
        while (!notify.body().equalsIgnoreCase("SIP/2.0 " + line + "\r\n")) {
            assertThat(notify.headers().first("Subscription-State").orElse(""))
                    .as("before " + line + ": " + notify.body())
                    .startsWith("active");
            notify = transferor.await("NOTIFY");
        }
    }

    /** Both know where the other one's media are. */
    private static void talks(TeamsCall teams, DeskPhoneCall phone) {
        Awaitility.await("media").atMost(TransferLab.PATIENCE).untilAsserted(() -> {
            assertThat(teams.heard()).contains("c=IN IP4 127.77.1.41").contains("a=sendrecv");
            assertThat(phone.heard()).contains("c=IN IP4 127.77.1.30").contains("a=sendrecv");
        });
    }
}
