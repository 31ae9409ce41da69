package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.call.presence.Presence.State;
import org.linekeeper.call.presence.VoiceMessages;
import org.linekeeper.config.model.CallLimits;
import org.linekeeper.config.model.DnsLookup;
import org.linekeeper.config.model.Enterprise;
import org.linekeeper.config.model.HostPort;
import org.linekeeper.config.model.IdentityPolicy;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.LineOptions;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.PbxType;
import org.linekeeper.config.model.Secret;
import org.linekeeper.config.model.Transport;

/** What PBXs do to phones: calls under other names than the registered one, NOTIFYs unasked; and lines that want no calls. */
class PbxQuirksTest {
    private CallWorld world;
    private int calls;
    /** Call-IDs of calls that reached Teams: the rest of them are retransmissions. */
    private final Set<String> seen = new HashSet<>();

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private Dialled from(UdpPeer peer, String user, String... more) {
        Dialled call = Dialled.fromPbx(world, user, "201", "q" + ++calls).from(peer);
        call.invite(Dialled.OFFER, more);
        return call;
    }

    private Dialled call(String user, String... more) {
        return from(world.pbx, user, more);
    }

    /** The call comes to Teams for that number, and is ended there. */
    private void reaches(String number) {
        SipText invite =
                world.sbc.await("new INVITE", message -> message.is("INVITE") && !seen.contains(message.callId()));
        seen.add(invite.callId());
        assertThat(invite.uri()).startsWith("sip:" + number + "@");
        world.sbc.send(invite.reply(604, "Does Not Exist Anywhere", "far", "", ""), world.teamsListener);
        world.sbc.request("ACK");
        world.pbx.response(604, "INVITE");
    }

    private void refused(Dialled call, int status, String outcome) {
        call.ackFailure(world.pbx.response(status, "INVITE"));
        Awaitility.await().until(() -> world.records().stream()
                .anyMatch(record -> record.outcome().code().equals(outcome)));
        world.sbc.assertNo("call", message -> message.is("INVITE"));
    }

    @Test
    void lineIsFoundByEveryNameThatAPbxMayUse() {
        call("tok-l1");
        reaches("+12065550101");
        call("102t");
        reaches("+12065550102");
        call("sbc-7f3a", "TO: <sip:101t@" + CallWorld.SIP_DOMAIN + ">");
        reaches("+12065550101");
        call("sbc-7f3a", "P-CALLED-PARTY-ID: <sip:102t@" + CallWorld.SIP_DOMAIN + ";user=phone>");
        reaches("+12065550102");
        call("+12065550102");
        reaches("+12065550102");
        refused(call("999"), 404, "unknown_line");
    }

    @Test
    void callFromAConfiguredNetworkIsAcceptedAndFromElsewhereNot() throws Exception {
        try (UdpPeer core = new UdpPeer("127.77.5.15")) {
            Dialled refused = from(core, "tok-l1");
            refused.ackFailure(core.response(403, "INVITE"));
            Pbx before = world.pbxSettings(true);
            world.directory.pbxs.put(
                    "p1",
                    new Pbx(
                            "p1",
                            "e1",
                            "Main",
                            PbxType.GENERIC,
                            CallWorld.SIP_DOMAIN,
                            before.outboundProxy(),
                            before.transport(),
                            DnsLookup.A,
                            before.expires(),
                            List.of(CallWorld.only("127.77.5.15")),
                            Optional.empty(),
                            true));
            from(core, "tok-l1");
            assertThat(world.sbc.request("INVITE").uri()).startsWith("sip:+12065550101@");
            from(core, "102t");
            world.sbc.await(
                    "call", message -> message.is("INVITE") && message.uri().startsWith("sip:+12065550102@"));
        }
    }

    /** Two customers of one platform, behind the same addresses: both have an extension 101t. */
    private void neighbour() {
        world.directory.pbxs.put(
                "p0",
                new Pbx(
                        "p0",
                        "e1",
                        "Neighbour",
                        PbxType.GENERIC,
                        "other.pbx.example",
                        Optional.of(new HostPort("proxy.pbx.example", OptionalInt.empty())),
                        Optional.of(Transport.UDP),
                        DnsLookup.A,
                        Duration.ofMinutes(10),
                        List.of(CallWorld.only("127.77.5.12")),
                        Optional.empty(),
                        true));
        world.directory.lines.put(
                "n1",
                new Line(
                        "n1",
                        "p0",
                        "r1",
                        "n1@other.example",
                        "+12065550199",
                        "101t",
                        Optional.empty(),
                        Secret.of("x"),
                        Optional.empty(),
                        true));
    }

    @Test
    void sameExtensionOfTwoCustomersIsToldApartByTheirDomains() {
        neighbour();
        call("gw", "TO: <sip:101t@" + CallWorld.SIP_DOMAIN + ">");
        reaches("+12065550101");
        call("gw", "TO: <sip:101t@OTHER.pbx.example>");
        reaches("+12065550199");
        call("101t", "P-CALLED-PARTY-ID: <sip:200@other.pbx.example>");
        reaches("+12065550199");
        // What only one of them has needs no domain.
        call("102t");
        reaches("+12065550102");
        refused(call("101t"), 404, "ambiguous_line");
        // A user of one customer is not looked for at the other.
        refused(call("gw", "TO: <sip:102t@other.pbx.example>"), 404, "unknown_line");
    }

    @Test
    void unaskedNotifyIsTakenAndVoiceMessagesAreShown() {
        notify("tok-l1", "message-summary", "Messages-Waiting: yes\r\nVoice-Message: 4/8 (1/2)\r\n");
        world.pbx.response(200, "NOTIFY");
        VoiceMessages messages = messages();
        assertThat(messages.waiting()).isTrue();
        assertThat(messages.unheard()).isEqualTo(4);
        assertThat(messages.heard()).isEqualTo(8);
        notify("tok-l1", "message-summary", "Messages-Waiting: no\r\n");
        world.pbx.response(200, "NOTIFY");
        assertThat(messages().waiting()).isFalse();
        notify("tok-l1", "message-summary", "nonsense");
        world.pbx.response(200, "NOTIFY");
        assertThat(messages().waiting()).isFalse();
        notify("tok-l1", "x-unheard-of", "");
        world.pbx.response(200, "NOTIFY");
        notify("nobody", "message-summary", "Messages-Waiting: yes\r\n");
        world.pbx.response(200, "NOTIFY");
        assertThat(world.engine.messageSummaries()).isEqualTo(4);
        assertThat(world.engine.otherNotifications()).isEqualTo(1);
    }

    private void notify(String user, String event, String body) {
        Dialled.fromPbx(world, user, "201", "n" + ++calls)
                .notify(body, "Event: " + event, "Subscription-State: active");
    }

    private VoiceMessages messages() {
        return world.engine.lines().of("l1").flatMap(LineStatus::voiceMessages).orElseThrow();
    }

    @Test
    void notifyOfAStrangerIsNot() throws Exception {
        try (UdpPeer stranger = new UdpPeer("127.77.5.16")) {
            Dialled.fromPbx(world, "tok-l1", "201", "s1").from(stranger).request("NOTIFY", Dialled.OF_NOTIFY);
            stranger.response(481, "NOTIFY");
        }
        assertThat(world.engine.messageSummaries()).isZero();
    }

    @Test
    void lineThatWantsNoCallsGetsNoneAndMakesItsOwn() {
        world.engine.lines().set("l1", State.AWAY, Optional.of(Duration.ofMinutes(5)));
        refused(call("tok-l1"), 480, "line_away");
        world.engine.lines().set("l1", State.BUSY, Optional.empty());
        refused(call("tok-l1"), 486, "line_busy");
        world.engine.lines().set("l1", State.DO_NOT_DISTURB, Optional.empty());
        refused(call("tok-l1"), 480, "line_do_not_disturb");
        call("tok-l2");
        reaches("+12065550102");
        Dialled.fromTeams(world, "+12065550101", "+14255550199", "own").invite(Dialled.OFFER);
        world.pbx.request("INVITE");
        world.engine.lines().set("l1", State.AVAILABLE, Optional.empty());
        call("tok-l1");
        reaches("+12065550101");
        assertThat(world.engine.lines().set("l9", State.AWAY, Optional.empty())).isEmpty();
        assertThat(world.engine.lines().of("l9")).isEmpty();
    }

    @Test
    void secondCallToABusyLineIsRefusedWhereThatIsWanted() {
        call("tok-l1");
        SipText first = world.sbc.request("INVITE");
        call("tok-l1");
        world.sbc.await(
                "second call",
                message -> message.is("INVITE") && !message.callId().equals(first.callId()));
        assertThat(world.engine.lines().of("l1").orElseThrow().calls()).isEqualTo(2);
        Line line = world.directory.lines.get("l1");
        world.directory.lines.put(
                "l1",
                line.with(new LineOptions(List.of(), line.options().identity(), CallLimits.NONE.withBusyOnBusy(true))));
        Dialled third = call("tok-l1");
        third.ackFailure(world.pbx.response(486, "INVITE"));
        assertThat(world.record(1).outcome().code()).isEqualTo("line_on_call");
        Dialled.fromTeams(world, "+12065550101", "+14255550199", "own").invite(Dialled.OFFER);
        world.pbx.request("INVITE");
    }

    @Test
    void busyOnBusyIsInheritedAndEndsWithTheCall() {
        world.directory.enterprises.put(
                "e1",
                new Enterprise(
                        "e1",
                        "Acme",
                        Optional.empty(),
                        OptionalInt.empty(),
                        true,
                        true,
                        IdentityPolicy.NONE,
                        CallLimits.NONE.withBusyOnBusy(true)));
        Dialled first = call("tok-l1");
        SipText invite = world.sbc.request("INVITE");
        Dialled second = call("tok-l1");
        second.ackFailure(world.pbx.response(486, "INVITE"));
        assertThat(world.record(1).outcome().code()).isEqualTo("line_on_call");
        world.sbc.send(invite.reply(480, "Gone", "far", "", ""), world.teamsListener);
        first.ackFailure(world.pbx.response(480, "INVITE"));
        world.record(2);
        call("tok-l1");
        reaches("+12065550101");
    }
}
