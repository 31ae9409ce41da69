package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.Enterprise;
import org.linekeeper.event.CallOutcome;
import org.linekeeper.event.CallRecord;

/** Calls that the gateway itself refuses: the right code, one record, plain words. */
class RefusedCallsTest {
    private CallWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private SipText refused(Dialled call, int status, String code, String... more) {
        return refused(world.sbc, call, status, code, more);
    }

    private SipText refused(UdpPeer peer, Dialled call, int status, String code, String... more) {
        call.invite(Dialled.OFFER, more);
        SipText response = peer.response(status, "INVITE");
        call.ackFailure(response);
        CallRecord record = world.record(1);
        assertThat(record.outcome()).isInstanceOf(CallOutcome.Refused.class);
        assertThat(record.outcome().code()).isEqualTo(code);
        assertThat(record.outcome().sipCode()).isEqualTo(status);
        assertThat(record.outcome().advice()).isNotBlank();
        assertThat(record.inboundSipCallId()).isEqualTo(call.callId());
        assertThat(record.outboundSipCallId()).isEmpty();
        assertThat(world.records()).hasSize(1);
        assertThat(world.engine.calls().inProgress()).isEmpty();
        return response;
    }

    @Test
    void unknownTenantIsNotFound() {
        world.directory.routes.put(
                "r1",
                new DirectRoute("r1", "e1", "other.example", List.of(CallWorld.peer("sbc.example.com", 1)), true));
        refused(Dialled.fromTeams(world, "+12065550101", "+1425", "u1"), 404, "unknown_tenant");
    }

    @Test
    void whoIsTrustedNowhereDoesNotLearnThatATenantIsUnknown() throws Exception {
        world.directory.routes.clear();
        refused(Dialled.fromTeams(world, "+12065550101", "+1425", "u2"), 403, "untrusted_source");
    }

    @Test
    void strangerIsForbiddenOnTheTeamsSide() throws Exception {
        try (UdpPeer stranger = new UdpPeer("127.77.5.66")) {
            SipText response = refused(
                    stranger,
                    Dialled.fromTeams(world, "+12065550101", "+1425", "u3").from(stranger),
                    403,
                    "untrusted_source");
            assertThat(response.start()).isEqualTo("SIP/2.0 403 Forbidden");
        }
    }

    @Test
    void strangerIsForbiddenOnThePbxSideEvenWithAToken() throws Exception {
        try (UdpPeer stranger = new UdpPeer("127.77.5.66")) {
            refused(stranger, Dialled.fromPbx(world, "tok-l1", "201", "u4").from(stranger), 403, "untrusted_source");
        }
    }

    @Test
    void unknownCallerIsForbidden() {
        refused(Dialled.fromTeams(world, "+19995550000", "+1425", "u5"), 403, "unknown_caller");
    }

    @Test
    void unregisteredLineIsUnavailable() {
        world.lines.byLine.remove("l1");
        refused(Dialled.fromTeams(world, "+12065550101", "+1425", "u6"), 480, "line_not_registered");
    }

    @Test
    void oldTokenIsNotFound() {
        refused(world.pbx, Dialled.fromPbx(world, "gone", "201", "u7"), 404, "unknown_line");
    }

    @Test
    void disabledEnterpriseTakesNoCalls() {
        world.directory.enterprises.put(
                "e1", new Enterprise("e1", "Acme", Optional.empty(), OptionalInt.empty(), true, false));
        refused(Dialled.fromTeams(world, "+12065550101", "+1425", "u8"), 403, "route_disabled");
    }

    @Test
    void disabledPbxTakesNoCalls() {
        world.directory.pbxs.put("p1", world.pbxSettings(false));
        refused(world.pbx, Dialled.fromPbx(world, "tok-l1", "201", "u9"), 480, "line_disabled");
    }

    @Test
    void requiredExtensionsAreNamedBack() {
        SipText response = refused(
                Dialled.fromTeams(world, "+12065550101", "+1425", "u10"), 420, "bad_extension", "Require: 100rel");
        assertThat(response.header("Unsupported")).isEqualTo("100rel");
    }

    @Test
    void callWithoutHopsLeftIsRefused() {
        refused(Dialled.fromTeams(world, "+12065550101", "+1425", "u11"), 483, "too_many_hops", "Max-Forwards: 0");
    }

    @Test
    void otherMethodsGetASaneAnswer() {
        Dialled.fromTeams(world, "+12065550101", "+1425", "m1").request("MESSAGE");
        assertThat(world.sbc.response(405, "MESSAGE").header("Allow")).contains("INVITE");
        Dialled.fromTeams(world, "+12065550101", "+1425", "m2").request("FROBNICATE");
        world.sbc.response(501, "FROBNICATE");
        Dialled.fromTeams(world, "+12065550101", "+1425", "m3").request("NOTIFY", Dialled.OF_NOTIFY);
        world.sbc.response(481, "NOTIFY");
        Dialled.fromTeams(world, "+12065550101", "+1425", "m4").request("BYE");
        world.sbc.response(481, "BYE");
        Dialled.fromTeams(world, "+12065550101", "+1425", "m5").request("CANCEL");
        world.sbc.response(481, "CANCEL");
        assertThat(world.records()).isEmpty();
    }
}
