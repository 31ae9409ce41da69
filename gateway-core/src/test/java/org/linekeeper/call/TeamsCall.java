package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One call from Teams as the files tell it: each message is tied to the dialog that its INVITE opened. */
final class TeamsCall {
    /** What the PBX answers: SRTP, as the gateway's own answer to Teams has it in the files. */
    private static final String ANSWER = TeamsFixture.read("16-200-from-sbc").body();

    final SipText invite;
    private final TeamsWorld teams;
    private final CallWorld world;
    private String remoteTag = "";
    private String target;
    private int answers;

    TeamsCall(TeamsWorld teams, String name) {
        this(teams, TeamsFixture.read(name));
    }

    TeamsCall(TeamsWorld teams, SipText invite) {
        this.teams = teams;
        this.world = teams.world;
        this.invite = invite;
        this.target = invite.uri();
    }

    /** Sends the INVITE; gives what the PBX gets. */
    SipText invite() {
        send(invite, world.sbc, invite.header("CSeq"));
        return world.pbx.request("INVITE");
    }

    /** The PBX answers, Teams acknowledges; gives the gateway's answer. */
    SipText answered(SipText toPbx) {
        world.pbx.send(reply(toPbx, "sendrecv"), world.pbxListener);
        SipText ok = world.sbc.response(200, "INVITE");
        remoteTag = ";tag=" + ok.tag("To");
        target = ok.contactUri();
        ack(world.sbc, invite.cseq());
        world.pbx.request("ACK");
        awaitTaken(world.sbc);
        return ok;
    }

    /**
     * Messages of one Call-ID from one socket are taken in their order, those of other sockets may overtake them: a question that is
     * answered shows that what was sent before it has been taken.
     */
    void awaitTaken(UdpPeer from) {
        from.send(
                SipText.withBody(
                        "OPTIONS " + invite.uri() + " SIP/2.0",
                        List.of(
                                "Via: SIP/2.0/UDP " + from.hostPort() + ";branch=z9hG4bKtaken" + invite.callId(),
                                "Max-Forwards: 70",
                                "From: " + invite.header("From").replaceAll(";tag=.*", "") + ";tag=taken",
                                "To: " + invite.header("To"),
                                "Call-ID: " + invite.callId(),
                                "CSeq: 1 OPTIONS"),
                        ""),
                world.teamsListener);
        from.response(200, "OPTIONS");
    }

    SipText talking() {
        SipText toPbx = invite();
        answered(toPbx);
        return toPbx;
    }

    /** The PBX's 200 with a description of that direction; each has a version of its own. */
    SipText reply(SipText toPbx, String direction) {
        answers++;
        String sdp = ANSWER.replace("88001 1 ", "88001 " + answers + " ").replace("a=sendrecv", "a=" + direction);
        return toPbx.reply(200, "OK", "far", "sip:far@" + world.pbx.hostPort(), sdp);
    }

    /** A request of a file, within this dialog, from an address that Teams did not use before. */
    UdpPeer send(String name) throws IOException {
        return send(TeamsFixture.read(name));
    }

    /** A request within this dialog, from an address that Teams did not use before. */
    UdpPeer send(SipText message) throws IOException {
        UdpPeer from = teams.anotherAddress();
        send(message, from, message.header("CSeq"));
        return from;
    }

    /** A request of a file on the connection and in the transaction of the INVITE. */
    void sendBeside(String name) {
        SipText message = TeamsFixture.read(name);
        send(message, world.sbc, message.header("CSeq"));
    }

    void ack(UdpPeer from, long cseq) {
        send(TeamsFixture.read("17-ack-from-teams"), from, cseq + " ACK");
    }

    /** Ends the call with this BYE, and looks for what it leaves behind. */
    void end(String bye) throws IOException {
        UdpPeer from = send(bye);
        from.response(200, "BYE");
        SipText toPbx = world.pbx.request("BYE");
        assertThat(toPbx.header("Reason").replace(" ", ""))
                .isEqualTo(TeamsFixture.read(bye).header("Reason").replace(" ", ""));
        world.pbx.send(toPbx.reply(200, "OK", "", "", ""), world.pbxListener);
    }

    private void send(SipText message, UdpPeer from, String cseq) {
        String method = cseq.substring(cseq.indexOf(' ') + 1);
        String via = message.header("Via");
        String branch = via.substring(via.indexOf(";branch=")) + (method.equals("ACK") ? cseq.replace(" ", "") : "");
        Map<String, String> values = new HashMap<>(Map.of(
                "via",
                "SIP/2.0/UDP " + from.hostPort() + branch,
                "from",
                invite.header("From"),
                "to",
                invite.header("To") + (method.equals("CANCEL") ? "" : remoteTag),
                "call-id",
                invite.callId(),
                "cseq",
                cseq));
        values.put("record-route", TeamsFixture.overUdp(message.header("Record-Route")));
        from.send(TeamsFixture.with(message, method + " " + target + " SIP/2.0", values), world.teamsListener);
    }
}
