package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.config.model.TransferMode;
import org.linekeeper.event.CallOutcome;
import org.linekeeper.event.CallRecord;
import org.linekeeper.event.CallTransfer;

/** Transfers of Teams users that the PBX is to execute: by REFER, or by its own interface. */
class PassedTransferTest {
    private static final String TARGET = "REFER-TO: <sip:+14255550188@sip.pstnhub.microsoft.com>";
    private static final String NAMELESS = "REFER-TO: <sip:sip.pstnhub.microsoft.com;x-m=8:orgid:7357>";

    private CallWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
        mode(TransferMode.REFER);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private void mode(TransferMode mode) {
        world.directory.pbxs.put("p1", world.pbxSettings(true).with(mode));
    }

    /** One call from Teams that the PBX has answered. */
    private final class Talk {
        private final Dialled dialled;
        private final SipText toPbx;
        private final String tag;
        private int sequence = 10;

        private Talk(String callId, String... morePbxHeaders) {
            dialled = Dialled.fromTeams(world, "+12065550101", "+14255550100", callId);
            dialled.invite(Dialled.OFFER);
            toPbx = world.pbx.request("INVITE");
            world.pbx.send(
                    toPbx.reply(
                            200,
                            "OK",
                            "far" + callId,
                            "sip:far@" + world.pbx.hostPort(),
                            Dialled.ANSWER,
                            morePbxHeaders),
                    world.pbxListener);
            tag = dialled.established("INVITE").tag("To");
            dialled.ack("");
            world.pbx.request("ACK");
            dialled.request("OPTIONS");
            world.sbc.response(200, "OPTIONS");
        }

        private String replaces() {
            return dialled.callId() + ";to-tag=" + tag + ";from-tag=t" + dialled.callId();
        }

        private void refer(String... headers) {
            dialled.request("REFER", headers);
            world.sbc.response(202, "REFER");
            notified("100 Trying");
        }

        private SipText passed() {
            SipText refer = world.pbx.request("REFER");
            assertThat(refer.callId()).isEqualTo(toPbx.callId());
            return refer;
        }

        private void fromPbx(String method, String body, String... headers) {
            List<String> lines = new java.util.ArrayList<>(List.of(
                    "Via: SIP/2.0/UDP " + world.pbx.hostPort() + ";branch=z9hG4bKp" + ++sequence + toPbx.callId(),
                    "Max-Forwards: 70",
                    "From: " + toPbx.header("To") + ";tag=far" + dialled.callId(),
                    "To: " + toPbx.header("From"),
                    "Call-ID: " + toPbx.callId(),
                    "CSeq: " + sequence + " " + method));
            lines.addAll(List.of(headers));
            world.pbx.send(
                    SipText.withBody(method + " " + toPbx.contactUri() + " SIP/2.0", lines, body), world.pbxListener);
            world.pbx.response(200, method);
        }

        private void progress(String line, String state) {
            fromPbx(
                    "NOTIFY",
                    "SIP/2.0 " + line + "\r\n",
                    "Event: refer",
                    "Subscription-State: " + state,
                    "Content-Type: message/sipfrag");
        }

        private void pbxIsReleased() {
            SipText bye = world.pbx.request("BYE");
            assertThat(bye.callId()).isEqualTo(toPbx.callId());
            world.pbx.send(bye.reply(200, "OK", "", "", ""), world.pbxListener);
        }
    }

    private void notified(String line) {
        SipText notify = world.sbc.request("NOTIFY");
        assertThat(notify.body()).isEqualTo("SIP/2.0 " + line + "\r\n");
        world.sbc.send(notify.reply(200, "OK", "", "", ""), world.teamsListener);
    }

    private void answered(SipText refer, int status, String phrase) {
        world.pbx.send(refer.reply(status, phrase, "", "", ""), world.pbxListener);
    }

    private void teamsIsReleased() {
        SipText bye = world.sbc.request("BYE");
        world.sbc.send(bye.reply(200, "OK", "", "", ""), world.teamsListener);
    }

    @Test
    void thePbxIsToldInItsOwnWordsAndTeamsHearsHowItGoes() {
        Talk call = new Talk("p1");
        call.refer(TARGET, "REFERRED-BY: <sip:sip.pstnhub.microsoft.com:5061;x-m=8:orgid:e063>");
        SipText refer = call.passed();
        assertThat(refer.header("Refer-To")).isEqualTo("<sip:+14255550188@" + CallWorld.SIP_DOMAIN + ">");
        assertThat(refer.header("Referred-By")).isEqualTo("<sip:101t@" + CallWorld.SIP_DOMAIN + ">");
        answered(refer, 202, "Accepted");
        call.progress("180 Ringing", "active;expires=60");
        notified("180 Ringing");
        call.progress("200 OK", "terminated;reason=noresource");
        notified("200 OK");
        call.pbxIsReleased();
        teamsIsReleased();
        assertThat(world.record(1).outcome()).isEqualTo(new CallOutcome.Completed(CallOutcome.Party.CALLER));
        world.sbc.assertNo("a call to Teams", message -> message.is("INVITE"));
        assertThat(world.records()).hasSize(1);
        assertPassed(record("p1"), 200);
    }

    @Test
    void whatFailsAtThePbxCostsNobodyTheCall() {
        Talk call = new Talk("p2");
        call.refer(TARGET);
        answered(call.passed(), 202, "Accepted");
        call.progress("486 Busy Here", "terminated;reason=noresource");
        notified("486 Busy Here");
        call.dialled.bye();
        call.pbxIsReleased();
        assertThat(world.record(1).outcome()).isEqualTo(new CallOutcome.Completed(CallOutcome.Party.CALLER));
        assertPassed(record("p2"), 486);
    }

    @Test
    void anEarlyByeOfTeamsDoesNotEndTheTransfer() {
        Talk call = new Talk("p3");
        call.refer(TARGET);
        answered(call.passed(), 202, "Accepted");
        call.dialled.bye();
        call.progress("180 Ringing", "active;expires=60");
        world.pbx.assertNo("BYE while the target rings", message -> message.is("BYE"));
        call.progress("200 OK", "terminated;reason=noresource");
        call.pbxIsReleased();
        assertThat(world.record(1).outcome()).isEqualTo(new CallOutcome.Completed(CallOutcome.Party.CALLER));
    }

    /** Older NetSapiens: BYE where NOTIFY belongs. */
    @Test
    void aPbxThatHangsUpInsteadOfTellingHasDoneIt() {
        Talk call = new Talk("p4");
        call.refer(TARGET);
        answered(call.passed(), 202, "Accepted");
        call.fromPbx("BYE", "");
        notified("200 OK");
        teamsIsReleased();
        assertThat(world.record(1).outcome()).isEqualTo(new CallOutcome.Completed(CallOutcome.Party.CALLER));
    }

    @ParameterizedTest
    @ValueSource(ints = {405, 501, 603})
    void whatThePbxRefusesTheGatewayExecutes(int status) {
        Talk call = new Talk("p5" + status);
        call.refer(TARGET);
        answered(call.passed(), status, "No");
        assertThat(world.sbc.request("INVITE").uri()).startsWith("sip:+14255550188@sip.pstnhub");
    }

    @Test
    void aPbxThatDoesNotAllowReferIsNotAsked() {
        Talk call = new Talk("p6", "Allow: INVITE, ACK, BYE, CANCEL, OPTIONS");
        call.refer(TARGET);
        assertThat(world.sbc.request("INVITE").uri()).startsWith("sip:+14255550188@sip.pstnhub");
        world.pbx.assertNo("REFER", message -> message.is("REFER"));
    }

    /** A target without number is one of Teams' own, which no PBX can dial. */
    @ParameterizedTest
    @ValueSource(strings = {NAMELESS, "REFER-TO: <sip:112@sip.pstnhub.microsoft.com>"})
    void whatThePbxCannotDialTheGatewayExecutes(String target) {
        Talk call = new Talk("p7" + target.length());
        call.refer(target);
        assertThat(world.sbc.request("INVITE").uri()).contains("sip.pstnhub.microsoft.com");
        world.pbx.assertNo("REFER", message -> message.is("REFER"));
    }

    /** Both calls are ours: Replaces names the dialog that the PBX has of the consultation. */
    @Test
    void theConsultationIsNamedAsThePbxKnowsIt() {
        Talk call = new Talk("p8");
        Talk consultation = new Talk("q8");
        String escaped = consultation.replaces().replace(";", "%3B").replace("=", "%3D");
        call.refer("REFER-TO: <sip:sip.pstnhub.microsoft.com;x-m=8:orgid:7357?Replaces=" + escaped + ">");
        SipText refer = call.passed();
        String ours = consultation.toPbx.tag("From");
        assertThat(refer.header("Refer-To"))
                .isEqualTo("<sip:+14255550100@" + CallWorld.SIP_DOMAIN + "?Replaces=" + consultation.toPbx.callId()
                        + "%3Bto-tag%3Dfarq8%3Bfrom-tag%3D" + ours + ">");
        answered(refer, 202, "Accepted");
        call.progress("200 OK", "terminated;reason=noresource");
        notified("200 OK");
        call.pbxIsReleased();
        teamsIsReleased();
        // The PBX has put both together, and ends the consultation itself.
        consultation.fromPbx("BYE", "");
        teamsIsReleased();
        world.record(2);
        CallRecord asked = record("q8");
        assertThat(record("p8").transferredTo())
                .contains(new CallTransfer(
                        Optional.of(asked.callId()),
                        CallTransfer.Kind.ATTENDED,
                        CallOutcome.Party.CALLER,
                        Optional.of(200),
                        Optional.of("+14255550100")));
        assertThat(asked.transferredFrom())
                .contains(new CallTransfer(
                        record("p8").callId(), CallTransfer.Kind.ATTENDED, CallOutcome.Party.CALLER, Optional.empty()));
    }

    /** Nobody came to the consultation, and its record does not say so. */
    @Test
    void aConsultationThatThePbxDoesNotJoinStaysACallOfItsOwn() {
        Talk call = new Talk("p12");
        Talk consultation = new Talk("q12");
        String escaped = consultation.replaces().replace(";", "%3B").replace("=", "%3D");
        call.refer("REFER-TO: <sip:sip.pstnhub.microsoft.com;x-m=8:orgid:7357?Replaces=" + escaped + ">");
        answered(call.passed(), 202, "Accepted");
        call.progress("487 Request Terminated", "terminated;reason=noresource");
        notified("487 Request Terminated");
        consultation.fromPbx("BYE", "");
        teamsIsReleased();
        world.record(1);
        assertThat(record("q12").transferredFrom()).isEmpty();
    }

    private static void assertPassed(CallRecord record, int status) {
        assertThat(record.transferredTo())
                .contains(new CallTransfer(
                        Optional.empty(),
                        CallTransfer.Kind.BLIND,
                        CallOutcome.Party.CALLER,
                        Optional.of(status),
                        Optional.of("+14255550188")));
    }

    private CallRecord record(String sipCallId) {
        return world.records().stream()
                .filter(call -> call.inboundSipCallId().equals(sipCallId))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theInterfaceOfThePbxIsAsked() {
        mode(TransferMode.API);
        world.api.status = 200;
        Talk call = new Talk("p9");
        call.refer(TARGET);
        notified("200 OK");
        call.pbxIsReleased();
        teamsIsReleased();
        assertThat(world.api.orders).singleElement().satisfies(order -> {
            assertThat(order.sipCallId()).isEqualTo(call.toPbx.callId());
            assertThat(order.number()).isEqualTo("+14255550188");
            assertThat(order.line().id()).isEqualTo("l1");
            assertThat(order.consultation()).isEqualTo(Optional.empty());
        });
        world.pbx.assertNo("REFER", message -> message.is("REFER"));
        world.record(1);
        assertPassed(record("p9"), 200);
    }

    /** 0: there is no adapter. */
    @ParameterizedTest
    @ValueSource(ints = {0, 503})
    void withoutAnInterfaceThatDoesItTheGatewayExecutes(int status) {
        mode(TransferMode.API);
        world.api.status = status;
        Talk call = new Talk("p10" + status);
        call.refer(TARGET);
        assertThat(world.sbc.request("INVITE").uri()).startsWith("sip:+14255550188@sip.pstnhub");
    }

    @Test
    void theEnterpriseSaysItForItsPbxs() {
        world.directory.pbxs.put("p1", world.pbxSettings(true));
        world.directory.enterprises.computeIfPresent(
                "e1",
                (id, acme) -> new org.linekeeper.config.model.Enterprise(
                        id,
                        acme.name(),
                        acme.adminEmail(),
                        acme.userLimit(),
                        acme.pbxMusicOnHold(),
                        acme.enabled(),
                        acme.identity(),
                        acme.limits(),
                        acme.resellerId(),
                        Optional.of(TransferMode.REFER)));
        Talk call = new Talk("p11");
        call.refer(TARGET);
        call.passed();
    }
}
