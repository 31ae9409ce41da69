package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.event.CallOutcome;

/** Every response of Teams to our INVITE, and what the PBX hears of it. */
class TeamsResponsesTest {
    private static final String OFFER =
            TeamsFixture.read("60-invite-sbc-to-teams").body();
    private static final String TRYING = "61-100-from-teams";
    private static final String FORK1 = "62-180-from-teams-fork1";
    private static final String FORK2 = "63-180-from-teams-fork2";
    private static final String EARLY = "64-183-sdp-from-teams-fork2";
    private static final String ANSWER = "65-200-from-teams-fork3";

    private TeamsWorld teams;
    private CallWorld world;
    private Dialled call;

    @BeforeEach
    void start() throws Exception {
        teams = new TeamsWorld();
        world = teams.world;
        call = Dialled.fromPbx(world, TeamsWorld.TOKEN, "+12065550123", "in1");
    }

    @AfterEach
    void stop() {
        teams.close();
    }

    private SipText invite() {
        call.invite(OFFER);
        world.pbx.response(100, "INVITE");
        SipText invite = world.sbc.request("INVITE");
        assertThat(invite.uri()).isEqualTo("sip:" + TeamsWorld.USER + "@sbc.example.com;user=phone");
        assertThat(invite.header("From")).contains("<sip:+12065550123@" + TeamsWorld.TENANT + ";user=phone>");
        assertThat(invite.contactUri()).startsWith("sip:+12065550123@" + TeamsWorld.TENANT + ":");
        assertThat(invite.body()).isEqualTo(OFFER);
        return invite;
    }

    private void says(SipText invite, String name) {
        world.sbc.send(TeamsFixture.answering(invite, name), world.teamsListener);
    }

    /** The answer of Teams crosses, and the ACK goes to its Contact to the byte, through its Record-Route. */
    private void answers(SipText invite) {
        says(invite, ANSWER);
        SipText answer = TeamsFixture.read(ANSWER);
        SipText ok = call.established("INVITE");
        // Other content than in a 183 before it is another version of the description.
        assertThat(ok.body().replaceFirst("o=- 3771 1 ", "o=- 3771 0 ")).isEqualTo(answer.body());
        call.ack("");
        SipText ack = world.sbc.request("ACK");
        assertThat(ack.uri()).isEqualTo(answer.contactUri());
        assertThat(ack.tag("To")).isEqualTo(answer.tag("To"));
        assertThat(ack.header("Route")).contains("sip-du-a-eu.pstnhub.microsoft.com");
    }

    private void ends() {
        call.bye();
        world.pbx.response(200, "BYE");
        SipText answer = TeamsFixture.read(ANSWER);
        SipText bye = world.sbc.await(
                "BYE", message -> message.is("BYE") && message.tag("To").equals(answer.tag("To")));
        assertThat(bye.uri()).isEqualTo(answer.contactUri());
        world.sbc.send(bye.reply(200, "OK", "", "", ""), world.teamsListener);
        assertThat(world.record(1).outcome()).isEqualTo(new CallOutcome.Completed(CallOutcome.Party.CALLER));
        assertThat(world.records()).hasSize(1);
        teams.assertStrict();
    }

    @Test
    void forksRingOnceAndTheThirdAnswers() {
        SipText invite = invite();
        says(invite, TRYING);
        says(invite, FORK1);
        assertThat(world.pbx.response(180, "INVITE").body()).isEmpty();
        says(invite, FORK2);
        world.pbx.response(180, "INVITE");
        says(invite, EARLY);
        assertThat(world.pbx.response(180, "INVITE").body())
                .as("a ringing caller is not given silence")
                .isEmpty();
        answers(invite);
        assertThat(world.sbc.has(message -> message.is("CANCEL"))).isFalse();
        ends();
    }

    @ParameterizedTest
    @CsvSource({FORK1 + ", 180, false", FORK2 + ", 180, false", EARLY + ", 183, true", "66-181-from-teams, 181, false"})
    void firstProvisionalResponseDecidesWhatTheCallerHears(String name, int status, boolean media) {
        SipText invite = invite();
        says(invite, name);
        SipText told = world.pbx.response(status, "INVITE");
        assertThat(told.body()).isEqualTo(media ? TeamsFixture.read(name).body() : "");
        answers(invite);
        ends();
        assertThat(world.record(1).ringingAt()).isPresent();
    }

    @Test
    void callMayBeAnsweredWithoutAnyRinging() {
        SipText invite = invite();
        answers(invite);
        world.pbx.assertNo(
                "18x", message -> !message.isRequest() && message.start().contains(" 18"));
        ends();
        assertThat(world.record(1).ringingAt()).isEmpty();
        assertThat(world.record(1).answeredAt()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "67-480-from-teams, 480, no_answer, No callee endpoints were found",
        "68-603-from-teams, 603, declined, User declined",
        "70-488-srtp-required, 488, media_refused, SrtpEncryptionRequired",
        "71-403-no-trunk-config, 403, forbidden, No trunk config was found",
        "72-420-bad-extension, 500, extension_refused, SIP;cause=420"
    })
    void refusalReachesThePbxWithItsReasonAndNoOtherPeerIsTried(String name, int told, String outcome, String reason)
            throws Exception {
        try (UdpPeer other = teams.anotherAddress()) {
            world.locator.at("other.example.com", other.address());
            teams.route(TeamsWorld.TENANT, "sbc.example.com", "other.example.com");
            SipText invite = invite();
            says(invite, TRYING);
            says(invite, name);
            world.sbc.request("ACK");
            SipText refused = world.pbx.response(told, "INVITE");
            assertThat(refused.header("Reason").replace("; ", ";")).contains(reason);
            call.ackFailure(refused);
            CallOutcome ended = world.record(1).outcome();
            assertThat(ended.code()).isEqualTo(outcome);
            assertThat(ended.sipCode()).isEqualTo(TeamsFixture.read(name).status());
            assertThat(world.records()).hasSize(1);
            assertThat(other.heard()).isEmpty();
            teams.assertStrict();
        }
    }

    @Test
    void extensionThatTeamsRefusesIsNamed() {
        SipText invite = invite();
        assertThat(invite.header("Require")).isEmpty();
        says(invite, "72-420-bad-extension");
        call.ackFailure(world.pbx.response(500, "INVITE"));
        assertThat(world.record(1).outcome().advice())
                .contains("420 Bad Extension")
                .contains("100rel");
    }

    @Test
    void overloadedPeerIsLeftForTheNext() throws Exception {
        try (UdpPeer other = teams.anotherAddress()) {
            world.locator.at("other.example.com", other.address());
            teams.route(TeamsWorld.TENANT, "other.example.com", "sbc.example.com");
            call.invite(OFFER);
            SipText first = other.request("INVITE");
            other.send(TeamsFixture.answering(first, "69-503-retry-after-from-teams"), world.teamsListener);
            other.request("ACK");
            SipText invite = world.sbc.request("INVITE");
            assertThat(invite.uri()).contains("@sbc.example.com");
            says(invite, FORK1);
            answers(invite);
            ends();
        }
    }

    @Test
    void overloadedPeerWithoutAnotherIsOneUnreachableUser() {
        SipText invite = invite();
        says(invite, "69-503-retry-after-from-teams");
        world.sbc.request("ACK");
        SipText refused = world.pbx.response(480, "INVITE");
        assertThat(refused.header("Retry-After")).isEmpty();
        assertThat(refused.header("Reason").replace("; ", ";")).contains("SIP;cause=503");
        call.ackFailure(refused);
        assertThat(world.record(1).outcome().code()).isEqualTo("overloaded");
        teams.assertStrict();
    }

    /** An answer that comes too late, or again, finds nobody who waits for it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "02-options-200-from-teams",
                "05-options-403-from-teams-no-contact",
                "06-options-503-retry-after",
                "07-options-403-from-teams-ip-contact"
            })
    void answerToOptionsThatNobodyWaitsForIsDropped(String name) {
        SipText answer = TeamsFixture.read(name);
        String via = "SIP/2.0/UDP " + world.teamsListener.getAddress().getHostAddress() + ":"
                + world.teamsListener.getPort() + ";branch=z9hG4bKopt";
        world.sbc.send(TeamsFixture.with(answer, answer.start(), Map.of("via", via)), world.teamsListener);
        SipText invite = invite();
        says(invite, FORK1);
        answers(invite);
        ends();
        assertThat(world.sbc.heard())
                .allMatch(message -> message.is("INVITE") || message.is("ACK") || message.is("BYE"));
    }

    @Test
    void callAnsweredElsewhereIsCancelledAsTheFileHasIt() {
        SipText invite = invite();
        says(invite, FORK1);
        world.pbx.response(180, "INVITE");
        call.cancel("Reason: SIP;cause=200;text=\"Call completed elsewhere\"");
        SipText cancel = world.sbc.request("CANCEL");
        assertThat(cancel.header("Reason").replace("; ", ";"))
                .isEqualTo(TeamsFixture.read("73-cancel-sbc-answered-elsewhere").header("Reason"));
        assertThat(cancel.uri()).isEqualTo(invite.uri());
        world.sbc.send(cancel.reply(200, "OK", "far", "", ""), world.teamsListener);
        world.sbc.send(invite.reply(487, "Request Terminated", "far", "", ""), world.teamsListener);
        call.ackFailure(world.pbx.response(487, "INVITE"));
        assertThat(world.record(1).outcome()).isEqualTo(new CallOutcome.Cancelled(CallOutcome.Stage.RINGING));
        teams.assertStrict();
    }

    @Test
    void lateAnswerOfAnotherForkIsEnded() {
        SipText invite = invite();
        says(invite, FORK1);
        answers(invite);
        SipText late = TeamsFixture.answering(invite, EARLY);
        SipText second = new SipText("SIP/2.0 200 OK", late.lines(), late.body());
        Awaitility.await("BYE to the other fork")
                .pollInterval(Duration.ofMillis(400))
                .until(() -> {
                    world.sbc.send(second, world.teamsListener);
                    return world.sbc.has(
                            message -> message.is("BYE") && message.tag("To").equals(late.tag("To")));
                });
        SipText bye = world.sbc.await("BYE", message -> message.is("BYE"));
        assertThat(bye.uri()).isEqualTo(late.contactUri());
        world.sbc.send(bye.reply(200, "OK", "", "", ""), world.teamsListener);
        assertThat(world.engine.calls().inProgress()).hasSize(1);
        ends();
    }
}
