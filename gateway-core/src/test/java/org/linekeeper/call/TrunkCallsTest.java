package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.model.CallLimits;
import org.linekeeper.config.model.IdentityPolicy;
import org.linekeeper.config.model.LineOptions;

/** SIP trunks: numbers instead of extensions, registered once or not at all. */
class TrunkCallsTest {
    private CallWorld world;
    private CarrierTrunk trunk;
    private int calls;
    /** Call-IDs of calls that reached Teams: the rest of them are retransmissions. */
    private final Set<String> seen = new HashSet<>();

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
        trunk = new CarrierTrunk(world, "127.77.5.17");
    }

    @AfterEach
    void stop() {
        trunk.close();
        world.close();
    }

    private Dialled fromCarrier(String user, String... more) {
        Dialled call =
                Dialled.fromPbx(world, user, "+14255550100", "t" + ++calls).from(trunk.carrier);
        call.invite(Dialled.OFFER, more);
        return call;
    }

    private void reaches(String number) {
        SipText invite =
                world.sbc.await("new INVITE", message -> message.is("INVITE") && !seen.contains(message.callId()));
        seen.add(invite.callId());
        assertThat(invite.uri()).startsWith("sip:" + number + "@");
        world.sbc.send(invite.reply(604, "Does Not Exist Anywhere", "far", "", ""), world.teamsListener);
        world.sbc.request("ACK");
        trunk.carrier.response(604, "INVITE");
    }

    private SipText dial(String caller) {
        Dialled.fromTeams(world, caller, "+14255550199", "o" + ++calls).invite(Dialled.OFFER);
        return trunk.carrier.request("INVITE");
    }

    @Test
    void numbersOfATrunkThatKnowsOurAddressReachTheirUsers() {
        trunk.unregistered();
        world.directory.lines.computeIfPresent(
                "l2",
                (id, line) ->
                        line.with(new LineOptions(List.of("+12065550177"), IdentityPolicy.NONE, CallLimits.NONE)));
        fromCarrier("+12065550101");
        reaches("+12065550101");
        fromCarrier("+12065550177");
        reaches("+12065550102");
        Dialled nobody = fromCarrier("+12065550999");
        nobody.ackFailure(trunk.carrier.response(404, "INVITE"));
    }

    @Test
    void userOfATrunkCallsWithItsNumberAndWithoutARegistration() {
        trunk.unregistered();
        SipText invite = dial("+12065550102");
        assertThat(invite.uri()).isEqualTo("sip:+14255550199@carrier.example");
        assertThat(invite.header("From")).contains("<sip:+12065550102@carrier.example>");
        assertThat(invite.header("P-Asserted-Identity")).contains("sip:+12065550102@carrier.example");
        assertThat(invite.header("Route")).isEqualTo("<sip:trunk.carrier.example;lr>");
        assertThat(invite.contactUri()).startsWith("sip:+12065550102@127.77.5.2:");
        trunk.carrier.send(invite.reply(503, "Service Unavailable", "far", "", ""), world.pbxListener);
        world.sbc.response(503, "INVITE");
        assertThat(world.record(1).outcome().code()).isEqualTo("overloaded");
        assertThat(world.record(1).callerSent()).contains("+12065550102");
    }

    @Test
    void registeredTrunkCarriesAllItsNumbersOverOneBinding() {
        trunk.registered("l1");
        fromCarrier("tok-l1", "TO: <sip:+12065550102@carrier.example>");
        reaches("+12065550102");
        fromCarrier("tok-l1", "P-CALLED-PARTY-ID: <sip:+12065550102@carrier.example>");
        reaches("+12065550102");
        // A number that no line has is for the line that registered.
        fromCarrier("tok-l1", "TO: <sip:+12065550998@carrier.example>");
        reaches("+12065550101");

        Dialled.fromTeams(world, "+12065550102", "+14255550199", "out").invite(Dialled.OFFER);
        SipText invite = world.pbx.request("INVITE");
        assertThat(invite.contactUri()).startsWith("sip:tok-l1@");
        assertThat(invite.header("From")).contains("<sip:+12065550102@carrier.example>");
        world.pbx.send(
                invite.reply(
                        407,
                        "Proxy Authentication Required",
                        "c",
                        "",
                        "",
                        "Proxy-Authenticate: Digest realm=\"carrier\", nonce=\"n\", algorithm=MD5"),
                world.pbxListener);
        assertThat(world.pbx.request("INVITE").header("Proxy-Authorization")).contains("username=\"101t\"");
    }

    @Test
    void registeredTrunkWithoutItsBindingTakesNoCall() {
        trunk.registered("l9");
        Dialled.fromTeams(world, "+12065550102", "+14255550199", "none").invite(Dialled.OFFER);
        world.sbc.response(480, "INVITE");
        assertThat(trunk.carrier.heard()).isEmpty();
    }

    @Test
    void trunkCarriesSoManyCallsAtOneTime() {
        trunk.unregistered();
        world.directory.pbxs.computeIfPresent(
                "p1",
                (id, pbx) ->
                        pbx.with(new CallLimits(OptionalInt.of(1), OptionalInt.empty(), List.of(), List.of("+1900"))));
        dial("+12065550101");
        Dialled second = fromCarrier("+12065550102");
        second.ackFailure(trunk.carrier.response(480, "INVITE"));
        assertThat(world.record(1).outcome().code()).isEqualTo("pbx_too_many_calls");
        Dialled.fromTeams(world, "+12065550102", "+19005550100", "denied").invite(Dialled.OFFER);
        world.sbc.response(403, "INVITE");
        assertThat(world.record(2).outcome().code()).isEqualTo("pbx_number_denied");
    }
}
