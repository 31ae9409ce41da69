package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.linekeeper.event.CallOutcome;
import org.linekeeper.event.CallTransfer;

/** Transfers after a consultation: Replaces in REFER and in INVITE (RFC 3891), calls on any event loop. */
class AttendedTransferTest {
    private static final String TEAMS_USER = "+12065550101";

    private CallWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    /** One call from Teams that the PBX has answered. */
    private final class Talk {
        private final Dialled dialled;
        private final SipText toPbx;
        private final String media;
        private final String tag;

        private Talk(String callId, int port) {
            dialled = Dialled.fromTeams(world, TEAMS_USER, "+1425" + port, callId);
            dialled.invite(Dialled.OFFER);
            toPbx = world.pbx.request("INVITE");
            media = "m=audio " + port + " ";
            answer(toPbx);
            SipText ok = dialled.established("INVITE");
            tag = ok.tag("To");
            dialled.ack("");
            world.pbx.request("ACK");
            dialled.request("OPTIONS");
            world.sbc.response(200, "OPTIONS");
        }

        private String sdp(int version) {
            return Dialled.ANSWER.replace("o=- 2 2 ", "o=- 2 " + version + " ").replace("m=audio 5000 ", media);
        }

        private void answer(SipText invite) {
            world.pbx.send(
                    invite.reply(200, "OK", "far" + dialled.callId(), "sip:far@" + world.pbx.hostPort(), sdp(2)),
                    world.pbxListener);
        }

        private String replaces() {
            return dialled.callId() + ";to-tag=" + tag + ";from-tag=t" + dialled.callId();
        }

        /** The PBX's side of it is told of other media, and agrees. */
        private void hears(String other) {
            SipText update = world.pbx.await(
                    "re-INVITE of " + dialled.callId(),
                    message -> message.is("INVITE") && message.callId().equals(toPbx.callId()));
            assertThat(update.body()).contains(other);
            answer(update);
            world.pbx.request("ACK");
        }

        private void hangsUpAtThePbx() {
            world.pbx.send(
                    SipText.withBody(
                            "BYE " + toPbx.contactUri() + " SIP/2.0",
                            List.of(
                                    "Via: SIP/2.0/UDP " + world.pbx.hostPort() + ";branch=z9hG4bKb" + toPbx.callId(),
                                    "Max-Forwards: 70",
                                    "From: " + toPbx.header("To") + ";tag=far" + dialled.callId(),
                                    "To: " + toPbx.header("From"),
                                    "Call-ID: " + toPbx.callId(),
                                    "CSeq: 9 BYE"),
                            ""),
                    world.pbxListener);
            world.pbx.response(200, "BYE");
        }
    }

    private void notified(String line) {
        SipText notify = world.sbc.request("NOTIFY");
        assertThat(notify.body()).isEqualTo("SIP/2.0 " + line + "\r\n");
        world.sbc.send(notify.reply(200, "OK", "", "", ""), world.teamsListener);
    }

    private void released(UdpPeer peer, java.net.InetSocketAddress gateway, String callId) {
        SipText bye = peer.await(
                "BYE of " + callId,
                message -> message.is("BYE") && message.callId().equals(callId));
        peer.send(bye.reply(200, "OK", "", "", ""), gateway);
    }

    private static String escaped(String replaces) {
        return replaces.replace(";", "%3B").replace("=", "%3D");
    }

    /** Two calls of one Teams user: whoever was on them talks, and Teams is out of it. */
    @Test
    void twoCallsBecomeOneAndTheTransferorIsFree() {
        Talk first = new Talk("a1", 6001);
        Talk second = new Talk("b2", 6002);
        first.dialled.request(
                "REFER",
                "REFER-TO: <sip:sip.pstnhub.microsoft.com:5061;transport=tls;x-m=8:orgid:7357?Replaces="
                        + escaped(second.replaces()) + ">");
        world.sbc.response(202, "REFER");
        notified("100 Trying");
        second.hears("m=audio 6001");
        released(world.sbc, world.teamsListener, "b2");
        first.hears("m=audio 6002");
        notified("200 OK");
        released(world.sbc, world.teamsListener, "a1");
        first.hangsUpAtThePbx();
        released(world.pbx, world.pbxListener, second.toPbx.callId());
        assertThat(world.record(2).outcome()).isInstanceOf(CallOutcome.Completed.class);
        assertThat(world.records()).hasSize(2);
        assertThat(world.records())
                .anySatisfy(call ->
                        assertThat(call.transferredTo().map(CallTransfer::kind)).contains(CallTransfer.Kind.ATTENDED))
                .anySatisfy(call -> assertThat(call.transferredFrom().map(CallTransfer::kind))
                        .contains(CallTransfer.Kind.ATTENDED));
        world.sbc.assertNo("a call to Teams", message -> message.is("INVITE"));
    }

    @Test
    void aConsultationThatIsOverFailsTheTransferAndNothingElse() {
        Talk first = new Talk("a3", 6001);
        Talk second = new Talk("b4", 6002);
        String gone = second.replaces().replace("from-tag=", "from-tag=other");
        first.dialled.request(
                "REFER", "REFER-TO: <sip:sip.pstnhub.microsoft.com;x-m=8:orgid:7357?Replaces=" + escaped(gone) + ">");
        world.sbc.response(202, "REFER");
        notified("100 Trying");
        notified("481 Call/Transaction Does Not Exist");
        first.dialled.bye();
        released(world.pbx, world.pbxListener, first.toPbx.callId());
        assertThat(world.record(1).outcome()).isEqualTo(new CallOutcome.Completed(CallOutcome.Party.CALLER));
        second.hangsUpAtThePbx();
        released(world.sbc, world.teamsListener, "b4");
        assertThat(world.record(2).outcome()).isEqualTo(new CallOutcome.Completed(CallOutcome.Party.CALLEE));
    }

    private Dialled replacing(String callId, String replaces) {
        Dialled call = Dialled.fromTeams(world, TEAMS_USER, "+12065550123", callId);
        call.invite(Dialled.OFFER.replace("m=audio 4000", "m=audio 7777"), "REPLACES: " + replaces);
        return call;
    }

    /** As Teams does for a call queue. */
    @Test
    void anInviteWithReplacesTakesTheSeat() {
        Talk first = new Talk("a5", 6001);
        Dialled queue = replacing("q5", first.replaces());
        first.hears("m=audio 7777");
        SipText ok = queue.established("INVITE");
        assertThat(ok.body()).contains("m=audio 6001");
        queue.ack("");
        released(world.sbc, world.teamsListener, "a5");
        queue.bye();
        world.sbc.response(200, "BYE");
        released(world.pbx, world.pbxListener, first.toPbx.callId());
        assertThat(world.record(2).outcome()).isEqualTo(new CallOutcome.Completed(CallOutcome.Party.CALLER));
        assertThat(world.records()).hasSize(2);
        assertThat(world.records())
                .anySatisfy(call ->
                        assertThat(call.transferredTo().map(CallTransfer::kind)).contains(CallTransfer.Kind.TAKEN_OVER))
                .anySatisfy(call -> assertThat(call.transferredFrom().map(CallTransfer::kind))
                        .contains(CallTransfer.Kind.TAKEN_OVER));
    }

    @ParameterizedTest
    @CsvSource({
        "nobody;to-tag=1;from-tag=2, 481",
        "CALLID;to-tag=1;from-tag=tCALLID, 481",
        "CALLID;to-tag=TAG;from-tag=2, 481",
        "CALLID;to-tag=TAG, 400",
        "CALLID;to-tag=TAG;from-tag=tCALLID;early-only, 486"
    })
    void whatDoesNotMatchReplacesNothing(String replaces, int status) {
        Talk first = new Talk("a6", 6001);
        Dialled other = replacing("q6", replaces.replace("CALLID", "a6").replace("TAG", first.tag));
        other.ackFailure(world.sbc.response(status, "INVITE"));
        first.dialled.bye();
        released(world.pbx, world.pbxListener, first.toPbx.callId());
        assertThat(world.record(2)).isNotNull();
    }

    @Test
    void whoStaysMayRefuseTheNewOneAndTheCallGoesOn() {
        Talk first = new Talk("a7", 6001);
        Dialled queue = replacing("q7", first.replaces());
        SipText update = world.pbx.request("INVITE");
        world.pbx.send(update.reply(488, "Not Acceptable Here", "", "", ""), world.pbxListener);
        world.pbx.request("ACK");
        queue.ackFailure(world.sbc.response(488, "INVITE"));
        assertThat(world.record(1).outcome().sipCode()).isEqualTo(488);
        first.dialled.bye();
        released(world.pbx, world.pbxListener, first.toPbx.callId());
        assertThat(world.record(2).outcome()).isEqualTo(new CallOutcome.Completed(CallOutcome.Party.CALLER));
        assertThat(world.record(2).transferredTo()).isEmpty();
    }

    /** A leg of Teams is replaced by Teams only. */
    @Test
    void aPbxDoesNotGetTheSeatOfTeams() {
        Talk first = new Talk("a8", 6001);
        Dialled thief = Dialled.fromPbx(world, "tok-l2", "+1", "thief");
        thief.invite(Dialled.OFFER, "REPLACES: " + first.replaces());
        thief.ackFailure(world.pbx.response(481, "INVITE"));
        first.dialled.bye();
        released(world.pbx, world.pbxListener, first.toPbx.callId());
    }

    /** The PBX takes over its own leg: a call that was parked, or picked up at another phone. */
    @Test
    void thePbxMayReplaceItsOwnLeg() {
        Talk first = new Talk("a9", 6001);
        String ours = first.toPbx.tag("From");
        Dialled pickup = Dialled.fromPbx(world, "tok-l1", "+1", "pick9");
        pickup.invite(
                Dialled.OFFER.replace("m=audio 4000", "m=audio 7777"),
                "REPLACES: " + first.toPbx.callId() + ";to-tag=" + ours + ";from-tag=fara9");
        SipText update = world.sbc.request("INVITE");
        assertThat(update.body()).contains("m=audio 7777");
        world.sbc.send(
                update.reply(200, "OK", "", "sip:me@" + world.sbc.hostPort(), Dialled.OFFER), world.teamsListener);
        world.sbc.request("ACK");
        assertThat(pickup.established("INVITE").body()).contains("m=audio 4000");
        pickup.ack("");
        released(world.pbx, world.pbxListener, first.toPbx.callId());
        first.dialled.bye();
        released(world.pbx, world.pbxListener, "pick9");
        assertThat(world.record(2).outcome()).isInstanceOf(CallOutcome.Completed.class);
    }

    /** A consultation within the PBX is none of ours: the PBX gets the Replaces. */
    @Test
    void aDialogOfThePbxIsReplacedByThePbx() {
        Talk first = new Talk("a10", 6001);
        world.pbx.send(
                SipText.withBody(
                        "REFER " + first.toPbx.contactUri() + " SIP/2.0",
                        List.of(
                                "Via: SIP/2.0/UDP " + world.pbx.hostPort() + ";branch=z9hG4bKrefer",
                                "Max-Forwards: 70",
                                "From: " + first.toPbx.header("To") + ";tag=fara10",
                                "To: " + first.toPbx.header("From"),
                                "Call-ID: " + first.toPbx.callId(),
                                "CSeq: 3 REFER",
                                "Contact: <sip:far@" + world.pbx.hostPort() + ">",
                                "Refer-To: <sip:205@" + CallWorld.SIP_DOMAIN
                                        + "?Replaces=within%40pbx%3Bto-tag%3Dx1%3Bfrom-tag%3Dy2>"),
                        ""),
                world.pbxListener);
        world.pbx.response(202, "REFER");
        SipText invite = world.pbx.request("INVITE");
        assertThat(invite.uri()).isEqualTo("sip:205@" + CallWorld.SIP_DOMAIN);
        assertThat(invite.header("Replaces").replace(" ", "")).isEqualTo("within@pbx;to-tag=x1;from-tag=y2");
    }
}
