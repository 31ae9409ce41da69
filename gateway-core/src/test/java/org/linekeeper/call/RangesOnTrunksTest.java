package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.model.LineOptions;
import org.linekeeper.config.model.NumberRange;

/** One line of a trunk carries a block of numbers, each of which Teams knows a user by. */
class RangesOnTrunksTest {
    private CallWorld world;
    private CarrierTrunk trunk;

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
        trunk = new CarrierTrunk(world, "127.77.3.17");
        world.directory.lines.computeIfPresent(
                "l1",
                (id, line) ->
                        line.with(LineOptions.ofRanges(List.of(new NumberRange("+12065550700", "+12065550799")))));
    }

    @AfterEach
    void stop() {
        trunk.close();
        world.close();
    }

    private String askedOfTeams(String user, String... more) {
        Dialled.fromPbx(world, user, "+14255550100", "in").from(trunk.carrier).invite(Dialled.OFFER, more);
        return world.sbc.request("INVITE").uri();
    }

    @Test
    void callToTheMiddleOfARangeReachesTeamsUnderThatNumber() {
        trunk.unregistered();
        assertThat(askedOfTeams("+12065550750")).startsWith("sip:+12065550750@");
    }

    @Test
    void carrierMayWriteItWithoutItsPlus() {
        trunk.unregistered();
        assertThat(askedOfTeams("12065550799")).startsWith("sip:+12065550799@");
    }

    @Test
    void phoneNumberOfTheLineIsStillItsOwn() {
        trunk.unregistered();
        assertThat(askedOfTeams("+12065550101")).startsWith("sip:+12065550101@");
    }

    @Test
    void registeredTrunkSaysInToWhichNumberOfTheRangeIsMeant() {
        trunk.registered("l1");
        assertThat(askedOfTeams("tok-l1", "TO: <sip:+12065550742@carrier.example>"))
                .startsWith("sip:+12065550742@");
    }

    @Test
    void numberBehindTheRangeIsNobodys() {
        trunk.unregistered();
        Dialled nobody =
                Dialled.fromPbx(world, "+12065550800", "+14255550100", "no").from(trunk.carrier);
        nobody.invite(Dialled.OFFER);
        nobody.ackFailure(trunk.carrier.response(404, "INVITE"));
        assertThat(world.record(1).outcome().code()).isEqualTo("unknown_line");
    }

    @Test
    void userOfTheRangeCallsWithItsOwnNumber() {
        trunk.unregistered();
        Dialled.fromTeams(world, "+12065550750", "+14255550199", "out").invite(Dialled.OFFER);
        SipText invite = trunk.carrier.request("INVITE");
        assertThat(invite.header("From")).contains("<sip:+12065550750@carrier.example>");
        assertThat(invite.header("P-Asserted-Identity")).contains("sip:+12065550750@carrier.example");
    }
}
