package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A PBX that redirects calls, and nonces that it does not know any more. */
class RedirectedCallsTest {
    private static final String CHALLENGE =
            "Proxy-Authenticate: Digest realm=\"pbx\", nonce=\"%s\", algorithm=MD5, qop=\"auth\"";

    private CallWorld world;
    private UdpPeer other;
    private Dialled call;
    private int calls;

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
        other = new UdpPeer("127.77.5.14");
        world.locator.at("elsewhere.example", other.address());
        world.locator.at("core2." + CallWorld.SIP_DOMAIN, other.address());
        world.locator.at("alias.example", world.pbx.address());
    }

    @AfterEach
    void stop() {
        other.close();
        world.close();
    }

    private SipText dial() {
        call = Dialled.fromTeams(world, "+12065550101", "+14255550199", "d" + ++calls);
        call.invite(Dialled.OFFER);
        return world.pbx.request("INVITE");
    }

    private void redirect(SipText invite, String... contacts) {
        String[] headers = Stream.of(contacts).map(each -> "Contact: " + each).toArray(String[]::new);
        world.pbx.send(invite.reply(302, "Moved Temporarily", "r" + invite.cseq(), "", "", headers), world.pbxListener);
    }

    private void answer(SipText invite, UdpPeer by) {
        by.send(invite.reply(200, "OK", "far", "sip:far@" + by.hostPort(), Dialled.ANSWER), world.pbxListener);
        call.established("INVITE");
        call.ack("");
        by.request("ACK");
    }

    private void notReached(int status) {
        SipText refused = world.sbc.response(status, "INVITE");
        assertThat(refused.header("Reason")).contains("302");
        call.ackFailure(refused);
        assertThat(world.record(calls).outcome().code()).isEqualTo("redirected");
        assertThat(world.record(calls).outcome().advice()).contains("within the PBX only");
    }

    @Test
    void redirectionWithinThePbxIsFollowedAndTeamsDoesNotNotice() {
        SipText first = dial();
        redirect(first, "\"Pat\" <sip:102@" + CallWorld.SIP_DOMAIN + ";method=INVITE?Subject=x>;expires=60");
        SipText second = world.pbx.request("INVITE");
        assertThat(second.uri()).isEqualTo("sip:102@" + CallWorld.SIP_DOMAIN);
        // RFC 3261 8.1.3.4: To, From and Call-ID stay, CSeq goes on.
        assertThat(second.header("To")).isEqualTo(first.header("To"));
        assertThat(second.header("From")).isEqualTo(first.header("From"));
        assertThat(second.callId()).isEqualTo(first.callId());
        assertThat(second.cseq()).isEqualTo(first.cseq() + 1);
        assertThat(second.header("Route")).isEqualTo(first.header("Route"));
        assertThat(second.body()).isEqualTo(first.body());
        answer(second, world.pbx);
        world.sbc.assertNo("redirection", message -> !message.isRequest() && message.status() == 302);
    }

    @Test
    void redirectionAfterRingingIsFollowedToo() {
        SipText first = dial();
        world.pbx.send(first.reply(180, "Ringing", "far", "", ""), world.pbxListener);
        world.sbc.response(180, "INVITE");
        redirect(first, "<sip:102@" + CallWorld.SIP_DOMAIN + ">");
        answer(world.pbx.request("INVITE"), world.pbx);
    }

    @Test
    void placesAreTriedInTheOrderOfTheirQ() {
        redirect(
                dial(),
                "<sip:third@" + CallWorld.SIP_DOMAIN + ">;q=0.1, <sip:first@" + CallWorld.SIP_DOMAIN + ">",
                "<sip:second@" + CallWorld.SIP_DOMAIN + ">;q=0.7");
        SipText first = world.pbx.request("INVITE");
        assertThat(first.uri()).startsWith("sip:first@");
        world.pbx.send(first.reply(404, "Not Found", "a", "", ""), world.pbxListener);
        SipText second = world.pbx.request("INVITE");
        assertThat(second.uri()).startsWith("sip:second@");
        world.pbx.send(second.reply(603, "Decline", "b", "", ""), world.pbxListener);
        world.sbc.response(603, "INVITE");
        world.pbx.assertNo("third place", message -> message.is("INVITE"));
    }

    @Test
    void addressOfThePbxAndNameUnderItsDomainAreCalledDirectly() {
        redirect(dial(), "<sip:102@" + world.pbx.hostPort() + ">");
        SipText direct = world.pbx.request("INVITE");
        assertThat(direct.uri()).isEqualTo("sip:102@" + world.pbx.hostPort());
        // The way through the proxy would lead back to where the redirection came from.
        assertThat(direct.headers("Route")).isEmpty();
        redirect(direct, "<sip:103@core2." + CallWorld.SIP_DOMAIN + ">");
        SipText named = other.request("INVITE");
        assertThat(named.uri()).isEqualTo("sip:103@core2." + CallWorld.SIP_DOMAIN);
        answer(named, other);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<sip:102@127.77.5.14>",
                "<sip:102@elsewhere.example>",
                "<sip:102@no.such.example>",
                "<sips:102@acme.pbx.example>",
                "<tel:+14255550100>",
                "<sip:102@acme.pbx.example;transport=ws>"
            })
    void redirectionElsewhereIsNotFollowed(String contact) {
        redirect(dial(), contact);
        notReached(480);
        assertThat(other.heard()).isEmpty();
    }

    @Test
    void nameThatLeadsToThePbxIsFollowed() {
        redirect(dial(), "<sip:102@alias.example>");
        assertThat(world.pbx.request("INVITE").uri()).isEqualTo("sip:102@alias.example");
    }

    @Test
    void redirectionWithoutContactIsAFailure() {
        redirect(dial());
        notReached(480);
    }

    @Test
    void circleEnds() {
        SipText invite = dial();
        String same = "<sip:+14255550199@" + CallWorld.SIP_DOMAIN + ">";
        redirect(invite, same);
        redirect(world.pbx.request("INVITE"), same);
        notReached(480);
    }

    @Test
    void endlessRedirectionEnds() {
        SipText invite = dial();
        for (int i = 0; i < 6; i++) {
            redirect(invite, "<sip:n" + i + "@" + CallWorld.SIP_DOMAIN + ">");
            if (i < 5) {
                invite = world.pbx.request("INVITE");
            }
        }
        notReached(480);
    }

    @Test
    void challengeOnTheNewPlaceIsAnsweredForIt() {
        redirect(dial(), "<sip:102@" + CallWorld.SIP_DOMAIN + ">");
        challenge(world.pbx.request("INVITE"), "n1");
        SipText authorized = world.pbx.request("INVITE");
        assertThat(authorized.uri()).isEqualTo("sip:102@" + CallWorld.SIP_DOMAIN);
        assertThat(authorized.header("Proxy-Authorization")).contains("uri=\"sip:102@" + CallWorld.SIP_DOMAIN + "\"");
    }

    @Test
    void cancelWhilePlacesAreLookedUpEndsTheCall() {
        SipText invite = dial();
        world.pbx.send(invite.reply(180, "Ringing", "far", "", ""), world.pbxListener);
        world.sbc.response(180, "INVITE");
        call.cancel();
        world.pbx.request("CANCEL");
        redirect(invite, "<sip:102@" + CallWorld.SIP_DOMAIN + ">");
        world.sbc.response(487, "INVITE");
        assertThat(world.record(1).outcome().code()).isEqualTo("cancelled");
        world.pbx.assertNo("second INVITE", message -> message.is("INVITE"));
    }

    private void challenge(SipText invite, String nonce) {
        world.pbx.send(
                invite.reply(407, "Proxy Authentication Required", "c", "", "", CHALLENGE.formatted(nonce)),
                world.pbxListener);
    }

    /** PortSIP says 403 to a nonce that it does not know, and bans who goes on like that. */
    @Test
    void forbiddenAnswerToCredentialsThatNobodyAskedForIsNoWrongPassword() {
        challenge(dial(), "n1");
        SipText first = world.pbx.request("INVITE");
        world.pbx.send(first.reply(486, "Busy Here", "b", "", ""), world.pbxListener);
        call.ackFailure(world.sbc.response(486, "INVITE"));

        SipText unasked = dial();
        assertThat(unasked.header("Proxy-Authorization")).contains("n1").contains("nc=00000002");
        world.pbx.send(unasked.reply(403, "Forbidden", "f", "", ""), world.pbxListener);
        SipText bare = world.pbx.request("INVITE");
        assertThat(bare.headers("Proxy-Authorization")).isEmpty();
        challenge(bare, "n2");
        SipText fresh = world.pbx.request("INVITE");
        assertThat(fresh.header("Proxy-Authorization")).contains("n2");
        world.pbx.send(fresh.reply(403, "Forbidden", "g", "", ""), world.pbxListener);
        call.ackFailure(world.sbc.response(403, "INVITE"));
        assertThat(world.record(2).outcome().code()).isEqualTo("forbidden");
        assertThat(world.record(2).outcome().advice()).contains("extension 101t may not call");
    }

    @Test
    void staleNonceIsRenewedAndTheSameNonceAgainIsAWrongPassword() {
        challenge(dial(), "n1");
        SipText first = world.pbx.request("INVITE");
        world.pbx.send(
                first.reply(
                        407, "Proxy Authentication Required", "s", "", "", CHALLENGE.formatted("n2") + ", stale=true"),
                world.pbxListener);
        SipText second = world.pbx.request("INVITE");
        assertThat(second.header("Proxy-Authorization")).contains("n2");
        challenge(second, "n2");
        call.ackFailure(world.sbc.response(403, "INVITE"));
        assertThat(world.record(1).outcome().code()).isEqualTo("wrong_credentials");
        assertThat(world.record(1).outcome().advice()).contains("extension 101t");
    }
}
