package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.model.CallLimits;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.Enterprise;
import org.linekeeper.config.model.IdentityPolicy;
import org.linekeeper.config.model.LineOptions;
import org.linekeeper.config.model.Reseller;

/** Limits of a line, an enterprise and a direct route: who is refused learns why, and every place comes back. */
class CustomerLimitsTest {
    private static final CallLimits ONE = new CallLimits(OptionalInt.of(1), OptionalInt.empty(), List.of(), List.of());
    private static final CallLimits SLOW = new CallLimits(OptionalInt.empty(), OptionalInt.of(1), List.of(), List.of());
    private static final CallLimits HOME =
            new CallLimits(OptionalInt.empty(), OptionalInt.empty(), List.of("+1"), List.of("+1900"));

    private final AtomicInteger calls = new AtomicInteger();
    private CallWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private void line(CallLimits limits) {
        LineOptions options = new LineOptions(List.of(), IdentityPolicy.NONE, limits);
        world.directory.lines.computeIfPresent("l1", (id, line) -> line.with(options));
    }

    private void enterprise(CallLimits limits) {
        world.directory.enterprises.put(
                "e1",
                new Enterprise(
                        "e1", "Acme", Optional.empty(), OptionalInt.empty(), true, true, IdentityPolicy.NONE, limits));
    }

    private void reseller(CallLimits limits) {
        world.directory.resellers.put(
                "s1",
                new Reseller("s1", "Northwind", Optional.empty(), Optional.empty(), true, IdentityPolicy.NONE, limits));
        world.directory.enterprises.computeIfPresent("e1", (id, enterprise) -> enterprise.of("s1"));
    }

    private void route(CallLimits limits) {
        DirectRoute route = world.directory.routes.get("r1");
        world.directory.routes.put("r1", new DirectRoute("r1", "e1", CallWorld.TENANT, route.peers(), true, limits));
    }

    private Dialled fromTeams(String number) {
        Dialled call = Dialled.fromTeams(world, "+12065550101", number, "t" + calls.incrementAndGet());
        call.invite(Dialled.OFFER);
        return call;
    }

    private Dialled fromPbx() {
        Dialled call = Dialled.fromPbx(world, "tok-l1", "4255550199", "p" + calls.incrementAndGet());
        call.invite(Dialled.OFFER);
        return call;
    }

    private void refusedToTeams(int status, String code) {
        Dialled call = fromTeams("+14255550199");
        SipText answer = world.sbc.response(status, "INVITE");
        call.ackFailure(answer);
        recorded(status, code);
    }

    private void refusedToPbx(int status, String code) {
        Dialled call = fromPbx();
        SipText answer = world.pbx.response(status, "INVITE");
        assertThat(answer.header("Retry-After")).isNotEmpty();
        call.ackFailure(answer);
        recorded(status, code);
    }

    private void recorded(int status, String code) {
        var outcome = world.records().get(world.records().size() - 1).outcome();
        assertThat(outcome.code()).isEqualTo(code);
        assertThat(outcome.sipCode()).isEqualTo(status);
        assertThat(outcome.advice()).isNotEmpty();
    }

    @Test
    void lineAtItsLimitIsBusyBothWays() {
        line(ONE);
        fromPbx();
        world.sbc.request("INVITE");
        refusedToPbx(486, "line_too_many_calls");
        refusedToTeams(486, "line_too_many_calls");
        Dialled.fromTeams(world, "+12065550102", "+14255550199", "other").invite(Dialled.OFFER);
        world.pbx.request("INVITE");
    }

    @Test
    void enterpriseAtItsLimitIsUnavailable() {
        enterprise(ONE);
        Dialled.fromTeams(world, "+12065550102", "+14255550199", "other").invite(Dialled.OFFER);
        world.pbx.request("INVITE");
        refusedToPbx(480, "enterprise_too_many_calls");
        refusedToTeams(480, "enterprise_too_many_calls");
    }

    @Test
    void resellerAtItsLimitIsUnavailable() {
        reseller(ONE);
        Dialled.fromTeams(world, "+12065550102", "+14255550199", "other").invite(Dialled.OFFER);
        world.pbx.request("INVITE");
        refusedToPbx(480, "reseller_too_many_calls");
        refusedToTeams(480, "reseller_too_many_calls");
        assertThat(world.records())
                .allSatisfy(call -> assertThat(call.resellerId()).contains("s1"));
    }

    @Test
    void prefixesOfTheResellerHoldForItsEnterprises() {
        reseller(new CallLimits(OptionalInt.empty(), OptionalInt.empty(), List.of(), List.of("+1425")));
        refusedToTeams(403, "reseller_number_denied");
    }

    @Test
    void directRouteAtItsLimitSendsTeamsElsewhereButNotThePbx() {
        route(ONE);
        fromPbx();
        world.sbc.request("INVITE");
        refusedToTeams(503, "direct_route_too_many_calls");
        refusedToPbx(480, "direct_route_too_many_calls");
    }

    @Test
    void ratesAreTheirOwn() {
        line(SLOW);
        fromPbx();
        world.sbc.request("INVITE");
        refusedToPbx(480, "line_too_fast");
        line(CallLimits.NONE);
        enterprise(SLOW);
        fromPbx();
        world.sbc.request("INVITE");
        refusedToTeams(480, "enterprise_too_fast");
        enterprise(CallLimits.NONE);
        route(SLOW);
        fromPbx();
        world.sbc.request("INVITE");
        refusedToTeams(503, "direct_route_too_fast");
    }

    @Test
    void numbersThatMayNotBeDialledAreRefused() {
        line(HOME);
        Dialled abroad = fromTeams("+493012345678");
        abroad.ackFailure(world.sbc.response(403, "INVITE"));
        recorded(403, "line_number_denied");
        line(CallLimits.NONE);
        enterprise(HOME);
        fromTeams("+19005550101");
        world.record(2);
        recorded(403, "enterprise_number_denied");
        enterprise(CallLimits.NONE);
        route(HOME);
        fromTeams("+493012345678");
        world.record(3);
        recorded(403, "direct_route_number_denied");
        fromTeams("+14255550199");
        assertThat(world.pbx.request("INVITE").uri()).startsWith("sip:+14255550199@");
        fromTeams("911");
        assertThat(world.pbx.request("INVITE").uri()).startsWith("sip:911@");
    }

    @Test
    void emergencyAndCodesTakeNoPlace() {
        line(new CallLimits(OptionalInt.of(0), OptionalInt.empty(), List.of(), List.of()));
        fromTeams("911");
        assertThat(world.pbx.request("INVITE").uri()).startsWith("sip:911@");
        fromTeams("*97");
        assertThat(world.pbx.request("INVITE").uri()).startsWith("sip:*97@");
        refusedToTeams(486, "line_too_many_calls");
    }

    @Test
    void placesComeBackHoweverACallEnds() {
        line(ONE);
        enterprise(ONE);
        route(ONE);
        Dialled cancelled = fromPbx();
        SipText invite = world.sbc.request("INVITE");
        world.sbc.send(invite.reply(180, "Ringing", "far", "", ""), world.teamsListener);
        world.pbx.response(180, "INVITE");
        cancelled.cancel();
        SipText cancel = world.sbc.request("CANCEL");
        world.sbc.send(cancel.reply(200, "OK", "far", "", ""), world.teamsListener);
        world.sbc.send(invite.reply(487, "Request Terminated", "far", "", ""), world.teamsListener);
        world.record(1);

        fromTeams("+14255550199");
        invite = world.pbx.request("INVITE");
        world.pbx.send(invite.reply(603, "Decline", "far", "", ""), world.pbxListener);
        world.record(2);

        Dialled hungUp = fromTeams("+14255550199");
        invite = world.pbx.request("INVITE");
        world.pbx.send(
                invite.reply(200, "OK", "far", "sip:far@" + world.pbx.hostPort(), Dialled.ANSWER), world.pbxListener);
        hungUp.established("INVITE");
        hungUp.ack("");
        world.pbx.request("ACK");
        hungUp.bye();
        SipText bye = world.pbx.request("BYE");
        world.pbx.send(bye.reply(200, "OK", "", "", ""), world.pbxListener);
        world.record(3);

        fromPbx();
        world.sbc.request("INVITE");
        refusedToTeams(486, "line_too_many_calls");
        assertThat(world.records())
                .extracting(record -> record.outcome().code())
                .containsExactly("cancelled", "declined", "completed", "line_too_many_calls");
    }
}
