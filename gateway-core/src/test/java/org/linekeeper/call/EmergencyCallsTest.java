package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.config.CallSettings;
import org.linekeeper.config.model.EmergencyPlan;
import org.linekeeper.config.model.HostPort;
import org.linekeeper.config.model.NumberFormat;
import org.linekeeper.config.model.NumberPlan;
import org.linekeeper.config.model.Pbx;

/** Emergency calls pass whatever the limits are, and when the PBX cannot take them they go elsewhere. */
class EmergencyCallsTest {
    /** An offer with the place of the caller (RFC 6442), as Teams sends it; odd on purpose where a parser would tidy up. */
    private static final String LOCATED = String.join(
            "\r\n",
            "--emrg-b1",
            "Content-Type: application/sdp",
            "",
            "v=0",
            "o=- 3771 0 IN IP4 127.0.0.1",
            "s=session",
            "c=IN IP4 192.0.2.50",
            "t=0 0",
            "m=audio 50460 RTP/SAVP 104 9 0 8 101",
            "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:XHIazwgAHYFIQSQfDFDG/yJTEMxLYMnz0fTX9iUx|2^31",
            "",
            "--emrg-b1",
            "Content-Type:application/pidf+xml",
            "Content-ID:  <alex@tenant.example.com>",
            "",
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>",
            "<presence xmlns=\"urn:ietf:params:xml:ns:pidf\"   entity=\"sip:alex@tenant.example.com\">",
            "<tuple id=\"0\"><status>\t<gp:geopriv/></status></tuple></presence>",
            "--emrg-b1--  ",
            "");

    private final AtomicInteger calls = new AtomicInteger();
    private CallWorld world;
    private UdpPeer service;

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld(new CallSettings(1, 1, Duration.ofSeconds(20), Duration.ofMillis(600)));
        service = new UdpPeer("127.77.5.13");
        world.locator.at("ems.example", service.address());
        plan(Optional.of("ems.example"));
    }

    @AfterEach
    void stop() {
        service.close();
        world.close();
    }

    private void plan(Optional<String> fallback) {
        world.directory.pbxs.put("p1", planned(fallback));
    }

    private Pbx planned(Optional<String> fallback) {
        return world.pbxSettings(true)
                .with(new NumberPlan(
                        Optional.empty(),
                        NumberFormat.AS_DIALLED,
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        new EmergencyPlan(
                                List.of(),
                                fallback.map(host -> new HostPort(host, OptionalInt.empty())),
                                Optional.empty())));
    }

    private void dial(String number) {
        Dialled.fromTeams(world, "+12065550101", number, "e" + calls.incrementAndGet())
                .invite(
                        LOCATED,
                        "Content-Type: multipart/mixed;boundary=emrg-b1",
                        "GEOLOCATION: <cid:alex@tenant.example.com>",
                        "GEOLOCATION-ROUTING: yes",
                        "PRIORITY: emergency");
    }

    @Test
    void bodyWithTheCallersPlacePassesByteForByte() {
        dial("911");
        SipText invite = world.pbx.request("INVITE");
        assertThat(invite.body()).isEqualTo(LOCATED);
        assertThat(invite.header("Content-Type")).contains("multipart/mixed").contains("emrg-b1");
        assertThat(invite.header("Geolocation")).isEqualTo("<cid:alex@tenant.example.com>");
        assertThat(invite.header("Geolocation-Routing")).isEqualTo("yes");
        assertThat(invite.header("Priority")).isEqualTo("emergency");
    }

    @Test
    void limitsOfTheGatewayHoldNoEmergencyCallAndNoCodeBack() {
        Dialled.fromTeams(world, "+12065550102", "+14255550199", "first").invite(Dialled.OFFER);
        world.pbx.request("INVITE");
        Dialled second = Dialled.fromTeams(world, "+12065550102", "+14255550199", "second");
        second.invite(Dialled.OFFER);
        second.ackFailure(world.sbc.response(503, "INVITE"));
        dial("911");
        assertCalled("sip:911@");
        dial("+1112");
        assertCalled("sip:112@");
        Dialled.fromTeams(world, "+12065550101", "*97", "code").invite(Dialled.OFFER);
        assertCalled("sip:*97@");
    }

    /** The first call was not answered, and comes again and again. */
    private void assertCalled(String uri) {
        world.pbx.await(
                "call to " + uri,
                message -> message.is("INVITE") && message.uri().startsWith(uri));
    }

    @Test
    void lineWithoutBindingReachesTheFallbackWithItsNumber() {
        world.lines.byLine.clear();
        dial("911");
        SipText invite = service.request("INVITE");
        assertThat(invite.uri()).isEqualTo("sip:911@ems.example");
        assertThat(invite.header("From")).startsWith("\"Line l1\" <sip:+12065550101@");
        assertThat(invite.header("P-Asserted-Identity")).contains("sip:+12065550101@");
        assertThat(invite.header("Authorization")).isEmpty();
        assertThat(invite.header("Priority")).isEqualTo("emergency");
        assertThat(invite.body()).isEqualTo(LOCATED);
        world.pbx.assertNo("call", message -> message.is("INVITE"));
        Dialled.fromTeams(world, "+12065550101", "+14255550199", "usual").invite(Dialled.OFFER);
        world.sbc.response(480, "INVITE");
    }

    @Test
    void disabledLineReachesTheFallbackToo() {
        Pbx disabled = world.pbxSettings(false)
                .with(planned(Optional.of("ems.example")).numbers());
        world.directory.pbxs.put("p1", disabled);
        dial("112");
        assertThat(service.request("INVITE").uri()).isEqualTo("sip:112@ems.example");
    }

    @Test
    void pbxThatIsOverloadedOrSilentIsLeftForTheFallback() {
        dial("911");
        SipText refused = world.pbx.request("INVITE");
        world.pbx.send(refused.reply(503, "Service Unavailable", "far", "", ""), world.pbxListener);
        SipText invite = service.request("INVITE");
        assertThat(invite.header("From")).contains("sip:+12065550101@");
        assertThat(invite.contactUri()).doesNotContain("tok-l1");
        service.send(
                invite.reply(200, "OK", "ems", "sip:ems@" + service.hostPort(), Dialled.ANSWER), world.pbxListener);
        world.sbc.response(200, "INVITE");
        assertThat(service.request("ACK").uri()).startsWith("sip:ems@");
        dial("911");
        world.pbx.request("INVITE");
        assertThat(service.request("INVITE").uri()).isEqualTo("sip:911@ems.example");
    }

    /** A PBX without a trunk for emergencies says so in many ways, some after early media. */
    @ParameterizedTest
    @ValueSource(ints = {380, 403, 404, 480, 486, 488, 500, 603})
    void pbxThatRejectsTheCallIsLeftForTheFallback(int status) {
        dial("911");
        SipText refused = world.pbx.request("INVITE");
        world.pbx.send(refused.reply(183, "Session Progress", "far", "", Dialled.ANSWER), world.pbxListener);
        world.sbc.response(183, "INVITE");
        world.pbx.send(refused.reply(status, "No", "far", "", ""), world.pbxListener);
        assertThat(service.request("INVITE").uri()).isEqualTo("sip:911@ems.example");
    }

    @Test
    void usualCallThatThePbxRejectsGoesNowhereElse() {
        Dialled usual = Dialled.fromTeams(world, "+12065550101", "+14255550199", "usual");
        usual.invite(Dialled.OFFER);
        SipText refused = world.pbx.request("INVITE");
        world.pbx.send(refused.reply(404, "Not Found", "far", "", ""), world.pbxListener);
        usual.ackFailure(world.sbc.response(404, "INVITE"));
        world.record(1);
        assertThat(service.heard()).isEmpty();
    }

    @Test
    void fallbackLearnsNoCredentialsOfTheLine() {
        world.lines.byLine.clear();
        dial("911");
        SipText invite = service.request("INVITE");
        service.send(
                invite.reply(
                        407,
                        "Proxy Authentication Required",
                        "ems",
                        "",
                        "",
                        "Proxy-Authenticate: Digest realm=\"x\", nonce=\"n\""),
                world.pbxListener);
        world.sbc.response(403, "INVITE");
        service.assertNo("credentials", message -> message.raw().contains("Authorization"));
        assertThat(world.record(1).target().orElse("")).contains("127.77.5.13");
        assertThat(world.record(1).callerSent()).contains("+12065550101");
    }

    /** By then the gateway holds a nonce of the PBX, with which it would answer unasked. */
    @Test
    void fallbackAfterAPbxThatChallengedLearnsNoCredentialsEither() {
        dial("911");
        SipText first = world.pbx.request("INVITE");
        world.pbx.send(
                first.reply(
                        407,
                        "Proxy Authentication Required",
                        "far",
                        "",
                        "",
                        "Proxy-Authenticate: Digest realm=\"pbx\", nonce=\"n1\", algorithm=MD5"),
                world.pbxListener);
        SipText answered = world.pbx.request("INVITE");
        assertThat(answered.header("Proxy-Authorization")).contains("n1");
        world.pbx.send(answered.reply(503, "Service Unavailable", "far", "", ""), world.pbxListener);
        SipText invite = service.request("INVITE");
        service.send(
                invite.reply(
                        407,
                        "Proxy Authentication Required",
                        "ems",
                        "",
                        "",
                        "Proxy-Authenticate: Digest realm=\"pbx\", nonce=\"n2\", algorithm=MD5"),
                world.pbxListener);
        world.sbc.response(403, "INVITE");
        assertThat(invite.raw()).doesNotContain("Authorization");
        service.assertNo("credentials", message -> message.raw().contains("Authorization"));
    }

    @Test
    void whoCallsForHelpIsNotAnonymous() {
        String[] withheld = {
            "FROM: <sip:anonymous@anonymous.invalid>;tag=w", "P-ASSERTED-IDENTITY: <tel:+12065550101>", "PRIVACY: id"
        };
        Dialled.fromTeams(world, "anonymous", "911", "w1").invite(Dialled.OFFER, withheld);
        SipText invite = world.pbx.request("INVITE");
        assertThat(invite.header("From")).startsWith("\"Line l1\" <sip:101t@");
        assertThat(invite.headers("Privacy")).isEmpty();
    }

    @Test
    void withoutFallbackALineWithoutBindingIsToldSo() {
        plan(Optional.empty());
        world.lines.byLine.clear();
        dial("911");
        world.sbc.response(480, "INVITE");
        plan(Optional.of("proxy.pbx.example"));
        dial("911");
        world.sbc.response(480, "INVITE");
        assertThat(world.record(2).outcome().code()).isEqualTo("line_not_registered");
    }
}
