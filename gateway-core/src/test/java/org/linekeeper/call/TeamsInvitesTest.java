package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.event.CallOutcome;
import org.linekeeper.event.CallRecord;

/** Every INVITE that Teams begins a call with, as it comes. */
class TeamsInvitesTest {
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10-invite-from-teams-nonbypass",
                "11-invite-from-teams-forwardpai",
                "12-invite-from-teams-forwarded-historyinfo",
                "13-invite-from-teams-hosted-tenant",
                "14-invite-from-teams-two-cryptos",
                "50-invite-from-teams-bypass-ice",
                "51-invite-from-teams-lmo-xms",
                "80-invite-emergency-pidflo"
            })
    void callReachesThePbxAndEndsWithTheReasonOfTeams(String name) throws Exception {
        TeamsCall call = new TeamsCall(teams, name);
        SipText toPbx = call.invite();
        boolean emergency = call.invite.uri().startsWith("sip:911@");
        assertThat(toPbx.uri()).isEqualTo("sip:" + (emergency ? "911" : "+12065550123") + "@" + CallWorld.SIP_DOMAIN);
        assertThat(toPbx.body()).isEqualTo(call.invite.body());
        assertThat(toPbx.header("Content-Type").replace(" ", ""))
                .isEqualToIgnoringCase(call.invite.header("Content-Type"));
        assertThat(toPbx.lines())
                .noneMatch(line -> line.regionMatches(true, 0, "X-MS-", 0, 5))
                .noneMatch(line -> line.regionMatches(true, 0, "Replaces", 0, 8))
                .noneMatch(line -> line.contains("pstnhub") || line.contains("Microsoft"));
        world.pbx.send(toPbx.reply(180, "Ringing", "far", "", ""), world.pbxListener);
        SipText ringing = world.sbc.response(180, "INVITE");
        assertThat(ringing.body()).isEmpty();
        SipText ok = call.answered(toPbx);
        assertThat(ok.tag("To")).isEqualTo(ringing.tag("To"));
        assertThat(ok.tag("From")).isEqualTo(call.invite.tag("From"));
        assertThat(ok.contactUri()).contains(tenant(call.invite));
        assertThat(ok.header("Record-Route")).contains("sip-du-a-eu.pstnhub.microsoft.com");
        boolean timer = !call.invite.header("Session-Expires").isEmpty();
        assertThat(ok.header("Session-Expires")).isEqualTo(timer ? "3600;refresher=uac" : "");
        call.end("42-bye-from-teams-b2b-deleted");
        CallRecord record = world.record(1);
        assertThat(record.outcome()).isEqualTo(new CallOutcome.Completed(CallOutcome.Party.CALLER));
        assertThat(record.lineId()).contains(tenant(call.invite));
        assertThat(record.ringingAt()).isPresent();
        assertThat(world.records()).hasSize(1);
        teams.assertStrict();
    }

    private static String tenant(SipText invite) {
        String uri = invite.uri();
        return uri.substring(uri.indexOf('@') + 1, uri.indexOf(":5061"));
    }

    @Test
    void hiddenCallerIsTheLineWhosePaiItIs() {
        SipText toPbx = new TeamsCall(teams, "11-invite-from-teams-forwardpai").invite();
        assertThat(toPbx.header("Privacy")).isEqualTo("id");
        assertThat(toPbx.raw()).doesNotContain("tenant.example.com");
    }

    @Test
    void forwardedCallSaysWhoForwardedIt() {
        SipText toPbx = new TeamsCall(teams, "12-invite-from-teams-forwarded-historyinfo").invite();
        assertThat(toPbx.headers("Diversion")).isNotEmpty().anyMatch(value -> value.contains(TeamsWorld.USER));
        assertThat(toPbx.header("Referred-By")).isEmpty();
    }

    @Test
    void emergencyCallKeepsThePlaceOfTheCaller() {
        SipText toPbx = new TeamsCall(teams, "80-invite-emergency-pidflo").invite();
        assertThat(toPbx.header("Geolocation")).isEqualTo("<cid:alex@tenant.example.com>");
        assertThat(toPbx.header("Geolocation-Routing")).isEqualTo("yes");
        assertThat(toPbx.header("Priority")).isEqualTo("emergency");
    }

    @Test
    void cancelStopsThePhonesAndCarriesItsReason() {
        TeamsCall call = new TeamsCall(teams, "10-invite-from-teams-nonbypass");
        SipText toPbx = call.invite();
        world.pbx.send(toPbx.reply(180, "Ringing", "far", "", ""), world.pbxListener);
        world.sbc.response(180, "INVITE");
        call.sendBeside("43-cancel-from-teams");
        world.sbc.response(200, "CANCEL");
        world.sbc.response(487, "INVITE");
        SipText cancel = world.pbx.request("CANCEL");
        assertThat(cancel.header("Reason")).contains("Call canceled by caller");
        world.pbx.send(cancel.reply(200, "OK", "far", "", ""), world.pbxListener);
        world.pbx.send(toPbx.reply(487, "Request Terminated", "far", "", ""), world.pbxListener);
        world.pbx.request("ACK");
        assertThat(world.record(1).outcome()).isEqualTo(new CallOutcome.Cancelled(CallOutcome.Stage.RINGING));
        teams.assertStrict();
    }

    /** What there is no dialog for is not bridged as a new call, and the call that goes on is not touched. */
    @Test
    void invitationThatReplacesNoCallOfOursIsRefused() throws Exception {
        TeamsCall first = new TeamsCall(teams, "10-invite-from-teams-nonbypass");
        first.talking();
        TeamsCall second = new TeamsCall(teams, "41-invite-with-replaces-from-teams");
        second.sendBeside("41-invite-with-replaces-from-teams");
        world.sbc.response(481, "INVITE");
        world.pbx.assertNo("anything", message -> message.is("BYE") || message.is("INVITE"));
        first.end("40-bye-from-teams-after-refer");
        assertThat(world.record(1).outcome().code()).isEqualTo("no_dialog");
        assertThat(world.record(2).outcome().code()).isEqualTo("completed");
        teams.assertStrict();
    }

    @Test
    void optionsAreAnsweredByTheStack() {
        SipText options = TeamsFixture.read("03-options-teams-to-sbc");
        world.sbc.send(
                TeamsFixture.with(
                        options,
                        options.start(),
                        Map.of("via", "SIP/2.0/UDP " + world.sbc.hostPort() + ";branch=z9hG4bK1f6c20d4")),
                world.teamsListener);
        SipText ok = world.sbc.response(200, "OPTIONS");
        assertThat(ok.callId()).isEqualTo(options.callId());
        assertThat(ok.tag("To")).isNotEmpty();
        assertThat(ok.header("Contact")).startsWith("<sip:");
        assertThat(ok.header("Allow")).contains("INVITE", "ACK", "CANCEL", "BYE", "OPTIONS");
        assertThat(ok.header("Accept")).contains("application/sdp");
    }
}
