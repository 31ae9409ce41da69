package org.linekeeper.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.linekeeper.simulator.DeskPhoneCall;
import org.linekeeper.simulator.sip.SipHeaders;
import org.linekeeper.simulator.sip.SipRequest;
import org.linekeeper.simulator.teams.TeamsCall;

/** A Teams user transfers calls, and the PBX executes that: mode {@code refer}. Its phones do as they are told. */
class PassedTransfersIT {
    private static final String REFERRED_BY = "<sip:" + TransferLab.TEAMS + ":5061;x-m=8:orgid:e063bb16>";

    @RegisterExtension
    static final TransferLab LAB = new TransferLab(Map.of("transfer", "refer"));

    @Test
    void thePhoneCallsTheTargetItself() throws Exception {
        TransferLab.Pair call = LAB.phoneCalls(0, 0);
        assertThat(call.teams()
                        .refer(
                                "<sip:" + Users.phoneNumber(2001) + "@" + TransferLab.TEAMS + ";user=phone>",
                                REFERRED_BY)
                        .status())
                .isEqualTo(202);
        SipRequest refer = call.phone().await("REFER");
        assertThat(refer.headers().first("Refer-To"))
                .contains("<sip:" + Users.phoneNumber(2001) + "@" + KamailioPbx.DOMAIN + ">");
        assertThat(refer.headers().first("Referred-By").orElse("")).contains("sip:1000t@");
        DeskPhoneCall placed = LAB.at(0).call(Users.phoneNumber(2001));
        DeskPhoneCall target = LAB.at(1).awaitCall();
        target.ring();
        placed.await(180);
        assertThat(call.phone().tell("180 Ringing").status()).isEqualTo(200);
        notified(call.teams(), "180 Ringing");
        target.answer();
        placed.await(200);
        assertThat(call.phone().tell("200 OK").status()).isEqualTo(200);
        notified(call.teams(), "200 OK");
        call.phone().await("BYE");
        call.teams().await("BYE");
        placed.hangUp();
        target.await("BYE");
        LAB.records(1);
    }

    @Test
    void theConsultationIsReplacedByThePhone() throws Exception {
        TransferLab.Pair call = LAB.phoneCalls(0, 0);
        TransferLab.Pair consultation = LAB.teamsCalls(0, 1);
        String replaces = consultation.teams().replaces().replace(";", "%3B").replace("=", "%3D");
        assertThat(call.teams()
                        .refer(
                                "<sip:" + TransferLab.TEAMS + ";x-m=8:orgid:7357?Replaces=" + replaces + ">",
                                REFERRED_BY)
                        .status())
                .isEqualTo(202);
        String referTo = call.phone().await("REFER").headers().first("Refer-To").orElse("");
        assertThat(referTo).contains("@" + KamailioPbx.DOMAIN + "?Replaces=");
        String named = URLDecoder.decode(
                referTo.substring(referTo.indexOf('=') + 1, referTo.length() - 1), StandardCharsets.UTF_8);
        // What the far phone has of the consultation, as it sees it itself.
        assertThat(named.substring(0, named.indexOf(';')))
                .isEqualTo(consultation.phone().callId());
        DeskPhoneCall placed = LAB.at(0).call("2001", SipHeaders.EMPTY.with("Replaces", named));
        DeskPhoneCall target = LAB.at(1).awaitCall();
        target.answer();
        placed.await(200);
        consultation.phone().hangUp();
        consultation.teams().await("BYE");
        assertThat(call.phone().tell("200 OK").status()).isEqualTo(200);
        notified(call.teams(), "200 OK");
        call.phone().await("BYE");
        call.teams().await("BYE");
        placed.hangUp();
        target.await("BYE");
        LAB.records(2);
    }

    private static void notified(TeamsCall transferor, String line) throws Exception {
        SipRequest notify = transferor.await("NOTIFY");
        while (!notify.body().equals("SIP/2.0 " + line + "\r\n")) {
            notify = transferor.await("NOTIFY");
        }
    }
}
