package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.model.CallLimits;
import org.linekeeper.config.model.IdentityPolicy;
import org.linekeeper.config.model.IdentityPolicy.NameShown;
import org.linekeeper.config.model.IdentityPolicy.NumberAsserted;
import org.linekeeper.config.model.IdentityPolicy.NumberShown;
import org.linekeeper.config.model.Reseller;
import org.linekeeper.config.model.TransferMode;

/** What enterprises have from the reseller that serves them. */
class ResellersTest {
    private CallWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
        world.directory.enterprises.computeIfPresent("e1", (id, enterprise) -> enterprise.of("s1"));
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private void reseller(boolean enabled, IdentityPolicy identity, CallLimits limits) {
        world.directory.resellers.put(
                "s1",
                new Reseller("s1", "Northwind", Optional.empty(), Optional.of("NW-7"), enabled, identity, limits));
    }

    private static IdentityPolicy fixedNumber() {
        return new IdentityPolicy(
                Optional.of(NameShown.OTHER),
                Optional.of("Northwind"),
                Optional.of(NumberShown.LINE),
                Optional.of("+12065550000"),
                Optional.empty(),
                Optional.of(NumberAsserted.OTHER),
                Optional.empty());
    }

    @Test
    void enterpriseInheritsHowCallersAreShown() {
        reseller(true, fixedNumber(), CallLimits.NONE);
        Dialled.fromTeams(world, "+12065550101", "+14255550199", "out").invite(Dialled.OFFER);
        SipText invite = world.pbx.request("INVITE");
        assertThat(invite.header("P-Asserted-Identity")).contains("12065550000");
        assertThat(world.directory.served("e1").orElseThrow().identity().callerNameText())
                .contains("Northwind");
    }

    @Test
    void enterpriseInheritsBusyOnBusy() {
        reseller(
                true,
                IdentityPolicy.NONE,
                new CallLimits(OptionalInt.empty(), OptionalInt.empty(), List.of(), List.of()).withBusyOnBusy(true));
        Dialled.fromTeams(world, "+12065550101", "+14255550199", "out").invite(Dialled.OFFER);
        world.pbx.request("INVITE");
        Dialled second = Dialled.fromPbx(world, "tok-l1", "4255550199", "in");
        second.invite(Dialled.OFFER);
        second.ackFailure(world.pbx.response(486, "INVITE"));
        assertThat(world.record(1).outcome().code()).isEqualTo("line_on_call");
    }

    @Test
    void enterpriseInheritsWhoExecutesTransfers() {
        world.directory.resellers.put(
                "s1",
                new Reseller(
                        "s1",
                        "Northwind",
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        IdentityPolicy.NONE,
                        CallLimits.NONE,
                        Optional.of(TransferMode.REFER)));
        Dialled call = Dialled.fromTeams(world, "+12065550101", "+14255550199", "moved");
        call.invite(Dialled.OFFER);
        SipText toPbx = world.pbx.request("INVITE");
        world.pbx.send(
                toPbx.reply(200, "OK", "far", "sip:far@" + world.pbx.hostPort(), Dialled.ANSWER), world.pbxListener);
        call.established("INVITE");
        call.ack("");
        world.pbx.request("ACK");
        call.request("REFER", "REFER-TO: <sip:+14255550188@sip.pstnhub.microsoft.com>");
        assertThat(world.pbx.request("REFER").header("Refer-To")).contains("sip:+14255550188@");
    }

    @Test
    void disabledResellerTakesNoCallsEitherWay() {
        reseller(false, IdentityPolicy.NONE, CallLimits.NONE);
        Dialled in = Dialled.fromPbx(world, "tok-l1", "4255550199", "in");
        in.invite(Dialled.OFFER);
        in.ackFailure(world.pbx.response(403, "INVITE"));
        Dialled out = Dialled.fromTeams(world, "+12065550101", "+14255550199", "out");
        out.invite(Dialled.OFFER);
        out.ackFailure(world.sbc.response(403, "INVITE"));
        assertThat(world.records()).hasSize(2).allSatisfy(call -> {
            assertThat(call.outcome().code()).isEqualTo("route_disabled");
            assertThat(call.resellerId()).contains("s1");
            assertThat(call.enterpriseId()).contains("e1");
        });
    }
}
