package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.event.CallOutcome;

/** The REFER of an attended transfer as Teams sends it to an SBC that says {@code Supported: replaces}. */
class ReferWithReplacesTest {
    private static final String CALL = "10-invite-from-teams-nonbypass";

    private final SipText refer = TeamsFixture.read("33-refer-attended-with-replaces");
    private TeamsWorld teams;
    private CallWorld world;

    @BeforeEach
    void start() throws Exception {
        teams = new TeamsWorld();
        world = teams.world;
    }

    @AfterEach
    void stop() {
        teams.close();
    }

    /** The call that the REFER names, to whoever was asked before the transfer. */
    private TeamsCall consultation() {
        SipText invite = TeamsFixture.read(CALL);
        return new TeamsCall(
                teams,
                TeamsFixture.with(
                        invite,
                        invite.start(),
                        Map.of(
                                "call-id",
                                replaced("Replaces=(.*?)%3B"),
                                "from",
                                invite.header("From").replaceAll("tag=.*", "tag=" + replaced("from-tag%3D(.*?)>")),
                                "via",
                                invite.header("Via") + "consultation")));
    }

    private String replaced(String pattern) {
        java.util.regex.Matcher matcher =
                java.util.regex.Pattern.compile(pattern).matcher(refer.header("Refer-To"));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private void notified(String line) {
        SipText notify = world.sbc.request("NOTIFY");
        assertThat(notify.body()).isEqualTo("SIP/2.0 " + line + "\r\n");
        world.sbc.send(notify.reply(200, "OK", "", "", ""), world.teamsListener);
    }

    private void hears(TeamsCall call, SipText leg) {
        SipText update = world.pbx.await(
                "re-INVITE of " + leg.callId(),
                message -> message.is("INVITE") && message.callId().equals(leg.callId()));
        world.pbx.send(call.reply(update, "sendrecv"), world.pbxListener);
        world.pbx.request("ACK");
    }

    private void released(UdpPeer peer, InetSocketAddress gateway, String callId) {
        SipText bye = peer.await(
                "BYE of " + callId,
                message -> message.is("BYE") && message.callId().equals(callId));
        peer.send(bye.reply(200, "OK", "", "", ""), gateway);
    }

    @Test
    void whoeverWasOnBothCallsTalksAndTeamsIsFree() throws Exception {
        TeamsCall first = new TeamsCall(teams, CALL);
        SipText leg = first.talking();
        TeamsCall second = consultation();
        SipText secondLeg = second.invite();
        String ourTag = second.answered(secondLeg).tag("To");

        UdpPeer from = first.send(TeamsFixture.with(
                refer,
                refer.start(),
                Map.of("refer-to", refer.header("Refer-To").replace("to-tag%3DsbcCons1", "to-tag%3D" + ourTag))));
        from.response(202, "REFER");
        notified("100 Trying");
        hears(second, secondLeg);
        released(world.sbc, world.teamsListener, second.invite.callId());
        hears(first, leg);
        notified("200 OK");
        released(world.sbc, world.teamsListener, first.invite.callId());

        world.pbx.send(
                SipText.withBody(
                        "BYE " + leg.contactUri() + " SIP/2.0",
                        List.of(
                                "Via: SIP/2.0/UDP " + world.pbx.hostPort() + ";branch=z9hG4bKpbye",
                                "Max-Forwards: 70",
                                "From: " + leg.header("To") + ";tag=far",
                                "To: " + leg.header("From"),
                                "Call-ID: " + leg.callId(),
                                "CSeq: 9 BYE"),
                        ""),
                world.pbxListener);
        world.pbx.response(200, "BYE");
        released(world.pbx, world.pbxListener, secondLeg.callId());
        assertThat(world.record(2).outcome()).isInstanceOf(CallOutcome.Completed.class);
        assertThat(world.records()).hasSize(2);
        world.sbc.assertNo("a call to Teams", message -> message.is("INVITE"));
        teams.assertStrict();
    }
}
