package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One INVITE that becomes several, or that comes back. */
class ForkedCallsTest {
    private CallWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void secondForkThatAnswersIsAcknowledgedAndEnded() {
        Dialled call = Dialled.fromPbx(world, "tok-l1", "201", "w9");
        call.invite(Dialled.OFFER);
        SipText invite = world.sbc.request("INVITE");
        String contact = "sip:far@" + world.sbc.hostPort();
        world.sbc.send(invite.reply(180, "Ringing", "fork1", contact, ""), world.teamsListener);
        world.sbc.send(invite.reply(183, "Session Progress", "fork2", contact, Dialled.ANSWER), world.teamsListener);
        world.pbx.response(180, "INVITE");
        assertThat(world.pbx.response(180, "INVITE").body())
                .as("a ringing caller is not given silence")
                .isEmpty();
        world.sbc.send(invite.reply(200, "OK", "fork3", contact, Dialled.ANSWER), world.teamsListener);
        call.established("INVITE");
        call.ack("");
        assertThat(world.sbc.request("ACK").tag("To")).isEqualTo("fork3");
        for (String late : List.of("fork1", "fork4")) {
            // Sent again until it is acknowledged, as a user agent server does (RFC 3261 13.3.1.4): the first second
            // falls into the time in which the stack lets the finished transaction swallow it.
            Awaitility.await("ACK to " + late)
                    .pollInterval(Duration.ofMillis(400))
                    .until(() -> {
                        world.sbc.send(invite.reply(200, "OK", late, contact, Dialled.ANSWER), world.teamsListener);
                        return world.sbc.has(message ->
                                message.is("ACK") && message.tag("To").equals(late));
                    });
            SipText bye = world.sbc.await(
                    "BYE", message -> message.is("BYE") && message.tag("To").equals(late));
            world.sbc.send(bye.reply(200, "OK", "", "", ""), world.teamsListener);
        }
        call.bye();
        world.pbx.response(200, "BYE");
        SipText bye = world.sbc.await(
                "BYE", message -> message.is("BYE") && message.tag("To").equals("fork3"));
        world.sbc.send(bye.reply(200, "OK", "", "", ""), world.teamsListener);
        world.record(1);
    }

    /** A far end that makes up tags costs no more memory than a large ring group; and whoever answers is still heard. */
    @Test
    void moreForksThanAnybodyHasAreNotKept() {
        Dialled call = Dialled.fromPbx(world, "tok-l1", "201", "w13");
        call.invite(Dialled.OFFER);
        SipText invite = world.sbc.request("INVITE");
        String contact = "sip:far@" + world.sbc.hostPort();
        for (int fork = 0; fork < ForkLimit.MOST + 10; fork++) {
            world.sbc.send(invite.reply(180, "Ringing", "fork" + fork, contact, ""), world.teamsListener);
        }
        Awaitility.await().until(() -> world.engine.ignoredForks() > 0);
        world.sbc.send(
                invite.reply(200, "OK", "fork" + (ForkLimit.MOST + 9), contact, Dialled.ANSWER), world.teamsListener);
        call.established("INVITE");
        call.ack("");
        assertThat(world.sbc.request("ACK").tag("To")).isEqualTo("fork" + (ForkLimit.MOST + 9));
        assertThat(world.engine.ignoredForks()).isEqualTo(10);
        assertThat(world.pbx.heard().stream().filter(message -> !message.isRequest() && message.status() == 180))
                .as("ringing that was passed on")
                .hasSizeLessThanOrEqualTo(ForkLimit.MOST);
        call.bye();
        world.pbx.response(200, "BYE");
        SipText bye = world.sbc.request("BYE");
        world.sbc.send(bye.reply(200, "OK", "", "", ""), world.teamsListener);
        world.record(1);
    }

    @Test
    void ringGroupMayForkOneCallToTwoLines() {
        Dialled one = Dialled.fromPbx(world, "tok-l1", "201", "same");
        Dialled two = Dialled.fromPbx(world, "tok-l2", "201", "same").branch("z9hG4bKsecond");
        one.invite(Dialled.OFFER);
        two.invite(Dialled.OFFER);
        SipText first = world.sbc.request("INVITE");
        SipText second = world.sbc.request("INVITE");
        assertThat(List.of(first.uri(), second.uri()))
                .containsExactlyInAnyOrder(
                        "sip:+12065550101@sbc.example.com;user=phone", "sip:+12065550102@sbc.example.com;user=phone");
        world.sbc.send(first.reply(486, "Busy Here", "a", "", ""), world.teamsListener);
        world.sbc.send(second.reply(486, "Busy Here", "b", "", ""), world.teamsListener);
        world.record(2);
    }

    @Test
    void pbxThatProxiesMayConnectTwoLinesOfOurs() {
        Dialled call = Dialled.fromTeams(world, "+12065550101", "102", "w12");
        call.invite(Dialled.OFFER);
        SipText out = world.pbx.request("INVITE");
        // The PBX sends the very INVITE on, with its own Via on top, to the Contact of the line that was dialled.
        SipText back = proxied(out, "tok-l2");
        world.pbx.send(back, world.pbxListener);
        SipText toTeams = world.sbc.request("INVITE");
        assertThat(toTeams.uri()).contains("+12065550102");
        world.sbc.send(toTeams.reply(486, "Busy Here", "b", "", ""), world.teamsListener);
        SipText busy = world.pbx.response(486, "INVITE");
        assertThat(busy.callId()).isEqualTo(out.callId());
        world.pbx.send(out.reply(486, "Busy Here", "b2", "", ""), world.pbxListener);
        world.sbc.response(486, "INVITE");
        world.record(2);
    }

    @Test
    void callThatComesBackToItsOwnLineIsALoop() {
        Dialled call = Dialled.fromTeams(world, "+12065550101", "101", "w13");
        call.invite(Dialled.OFFER);
        SipText out = world.pbx.request("INVITE");
        world.pbx.send(proxied(out, "tok-l1"), world.pbxListener);
        world.pbx.response(482, "INVITE");
        assertThat(world.record(1).outcome().code()).isEqualTo("loop");
        world.pbx.send(out.reply(482, "Loop Detected", "b2", "", ""), world.pbxListener);
        world.sbc.response(482, "INVITE");
        world.record(2);
    }

    private SipText proxied(SipText out, String token) {
        List<String> lines = new ArrayList<>(out.lines());
        lines.add(0, "Via: SIP/2.0/UDP " + world.pbx.hostPort() + ";branch=z9hG4bKproxy" + token);
        lines.removeIf(line -> line.startsWith("Route:"));
        return new SipText("INVITE sip:" + token + "@127.77.5.2 SIP/2.0", lines, out.body());
    }
}
