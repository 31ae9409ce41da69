package org.linekeeper.call;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** One call that a raw peer makes: writes its requests and keeps its tags. */
final class Dialled {
    static final String OFFER =
            "v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n";
    static final String ANSWER =
            "v=0\r\no=- 2 2 IN IP4 192.0.2.8\r\ns=-\r\nc=IN IP4 192.0.2.8\r\nt=0 0\r\nm=audio 5000 RTP/AVP 0\r\n";

    /** What a NOTIFY must have (RFC 6665 8.2.1). */
    static final String[] OF_NOTIFY = {"Event: message-summary", "Subscription-State: active"};

    private final UdpPeer peer;
    private final InetSocketAddress gateway;
    private final String uri;
    private final String from;
    private final String callId;
    private final String tag;
    private String remote = "";
    private String target;
    private long cseq;
    private String branch = "";
    private String fixedBranch = "";
    private String learned = "";

    private Dialled(UdpPeer peer, InetSocketAddress gateway, String uri, String from, String callId) {
        this.peer = peer;
        this.gateway = gateway;
        this.uri = uri;
        this.target = uri;
        this.from = from;
        this.callId = callId;
        this.tag = "t" + callId;
    }

    /** From Teams' side to a number at a tenant. */
    static Dialled fromTeams(CallWorld world, String caller, String number, String callId) {
        return new Dialled(
                world.sbc,
                world.teamsListener,
                "sip:" + number + "@" + CallWorld.TENANT + ":5061;user=phone;transport=tls",
                "<sip:" + caller + "@sip.pstnhub.microsoft.com:5061;user=phone>",
                callId);
    }

    /** From the PBX to a line's Contact. */
    static Dialled fromPbx(CallWorld world, String token, String caller, String callId) {
        return new Dialled(
                world.pbx,
                world.pbxListener,
                "sip:" + token + "@" + world.pbxListener.getAddress().getHostAddress() + ":"
                        + world.pbxListener.getPort(),
                "\"Pat Caller\" <sip:" + caller + "@" + CallWorld.SIP_DOMAIN + ">",
                callId);
    }

    /** The same to another tenant. */
    Dialled at(String tenant) {
        return new Dialled(peer, gateway, uri.replace(CallWorld.TENANT, tenant), from, callId);
    }

    Dialled from(UdpPeer other) {
        return new Dialled(other, gateway, uri, from, callId);
    }

    /** Another branch of the same request, as a forking proxy makes it. */
    Dialled branch(String other) {
        fixedBranch = other;
        return this;
    }

    /** Takes up the dialog again after a refused re-INVITE. */
    void learnAgain() {
        remote = learned;
    }

    String callId() {
        return callId;
    }

    void invite(String sdp, String... more) {
        cseq++;
        branch = fixedBranch.isEmpty() ? "z9hG4bK" + callId + cseq : fixedBranch;
        send("INVITE", cseq, branch, sdp, more);
    }

    void update(String sdp, String... more) {
        cseq++;
        send("UPDATE", cseq, "z9hG4bKupd" + callId + cseq, sdp, more);
    }

    void cancel(String... more) {
        send("CANCEL", cseq, branch, "", more);
    }

    SipText established(String method) {
        SipText ok = peer.response(200, method);
        learn(ok);
        return ok;
    }

    void learn(SipText ok) {
        remote = ";tag=" + ok.tag("To");
        learned = remote;
        target = ok.contactUri();
    }

    void ack(String sdp) {
        send("ACK", cseq, "z9hG4bKack" + callId + cseq, sdp);
    }

    /** The ACK of a failure: same branch as the INVITE. */
    void ackFailure(SipText failure) {
        remote = ";tag=" + failure.tag("To");
        send("ACK", cseq, branch, "");
        remote = "";
    }

    void bye(String... more) {
        cseq++;
        send("BYE", cseq, "z9hG4bKbye" + callId + cseq, "", more);
    }

    void request(String method, String... more) {
        cseq++;
        send(method, cseq, "z9hG4bKreq" + callId + cseq, "", more);
    }

    void notify(String body, String... more) {
        cseq++;
        send("NOTIFY", cseq, "z9hG4bKntf" + callId + cseq, body, more);
    }

    private void send(String method, long number, String viaBranch, String sdp, String... more) {
        List<String> lines = new ArrayList<>(List.of(
                "VIA: SIP/2.0/UDP " + peer.hostPort() + ";branch=" + viaBranch + ";rport",
                "MAX-FORWARDS: 70",
                "FROM: " + from + ";tag=" + tag,
                "TO: <" + uri + ">" + (method.equals("CANCEL") ? "" : remote),
                "CALL-ID: " + callId,
                "CSEQ: " + number + " " + method,
                "CONTACT: <sip:me@" + peer.hostPort() + ">"));
        for (String line : more) {
            String name = line.substring(0, line.indexOf(':') + 1);
            lines.removeIf(each -> each.regionMatches(true, 0, name, 0, name.length()));
            lines.add(line);
        }
        peer.send(
                SipText.withBody(method + " " + (method.equals("CANCEL") ? uri : target) + " SIP/2.0", lines, sdp),
                gateway);
    }
}
