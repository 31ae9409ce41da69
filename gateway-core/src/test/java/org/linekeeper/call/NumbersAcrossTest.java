package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.model.DialRule;
import org.linekeeper.config.model.EmergencyPlan;
import org.linekeeper.config.model.LineOptions;
import org.linekeeper.config.model.NumberFormat;
import org.linekeeper.config.model.NumberPlan;

/** Numbers are rewritten on their way, and a line is found by each of its own. */
class NumbersAcrossTest {
    private CallWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private void plan(NumberPlan plan) {
        world.directory.pbxs.put("p1", world.pbxSettings(true).with(plan));
    }

    private static NumberPlan ruled(DialRule toPbx, DialRule fromPbx) {
        return new NumberPlan(
                Optional.of("US"),
                NumberFormat.E164_WITHOUT_PLUS,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(toPbx),
                List.of(fromPbx),
                EmergencyPlan.NONE);
    }

    @Test
    void rulesOfThePbxHoldBothWays() {
        plan(ruled(
                new DialRule("\\+49305550(\\d+)", "81$1", Optional.empty()),
                new DialRule("81(\\d+)", "+49305550$1", Optional.empty())));
        Dialled.fromTeams(world, "+12065550101", "+4930555012", "n1").invite(Dialled.OFFER);
        assertThat(world.pbx.request("INVITE").uri()).isEqualTo("sip:8112@" + CallWorld.SIP_DOMAIN);
        Dialled.fromTeams(world, "+12065550101", "+14255550199", "n2").invite(Dialled.OFFER);
        assertThat(world.pbx.request("INVITE").uri()).isEqualTo("sip:14255550199@" + CallWorld.SIP_DOMAIN);
        Dialled.fromPbx(world, "tok-l1", "8112", "n3").invite(Dialled.OFFER);
        assertThat(world.sbc.request("INVITE").header("From")).contains("sip:+4930555012@");
        Dialled.fromPbx(world, "tok-l1", "4255550199", "n4").invite(Dialled.OFFER);
        assertThat(world.sbc.request("INVITE").header("From")).contains("sip:+14255550199@");
    }

    @Test
    void changedRulesHoldForTheNextCall() {
        Dialled.fromTeams(world, "+12065550101", "+14255550199", "n5").invite(Dialled.OFFER);
        assertThat(world.pbx.request("INVITE").uri()).startsWith("sip:+14255550199@");
        plan(ruled(new DialRule("\\+1(.*)", "$1", Optional.empty()), new DialRule("x", "1", Optional.empty())));
        Dialled.fromTeams(world, "+12065550101", "+14255550199", "n6").invite(Dialled.OFFER);
        assertThat(world.pbx.request("INVITE").uri()).startsWith("sip:4255550199@");
    }

    @Test
    void lineIsFoundByEachOfItsNumbersFromBothSides() {
        LineOptions options = LineOptions.of(List.of("+12065550155"));
        world.directory.lines.computeIfPresent("l1", (id, line) -> line.with(options));
        Dialled.fromTeams(world, "+12065550155", "+14255550199", "n7").invite(Dialled.OFFER);
        assertThat(world.pbx.request("INVITE").header("From")).contains("sip:101t@");
        plan(ruled(new DialRule("x", "1", Optional.empty()), new DialRule("x", "1", Optional.empty())));
        Dialled.fromPbx(world, "2065550155", "4255550199", "n8").invite(Dialled.OFFER);
        assertThat(world.sbc.request("INVITE").uri()).contains("+12065550101@");
    }
}
