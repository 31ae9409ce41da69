package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.model.DnsLookup;
import org.linekeeper.config.model.HostPort;
import org.linekeeper.config.model.LineOptions;
import org.linekeeper.config.model.NumberRange;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.PbxType;
import org.linekeeper.config.model.Transport;
import org.linekeeper.config.model.Trunk;

/** One line of a trunk carries a block of numbers, each of which Teams knows a user by. */
class RangesOnTrunksTest {
    private CallWorld world;
    private UdpPeer carrier;

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
        carrier = new UdpPeer("127.77.3.17");
        world.locator.at("trunk.carrier.example", carrier.address());
        world.directory.lines.computeIfPresent(
                "l1",
                (id, line) ->
                        line.with(LineOptions.ofRanges(List.of(new NumberRange("+12065550700", "+12065550799")))));
    }

    @AfterEach
    void stop() {
        carrier.close();
        world.close();
    }

    private void trunk(Optional<String> registrationLine) {
        world.directory.pbxs.put(
                "p1",
                new Pbx(
                                "p1",
                                "e1",
                                "Trunk",
                                PbxType.GENERIC,
                                "carrier.example",
                                Optional.of(new HostPort("trunk.carrier.example", OptionalInt.empty())),
                                Optional.of(Transport.UDP),
                                DnsLookup.A,
                                Duration.ofMinutes(10),
                                List.of(CallWorld.only("127.77.3.17")),
                                Optional.empty(),
                                true)
                        .with(new Trunk(registrationLine)));
        world.lines.byLine.keySet().removeIf(line -> !registrationLine.equals(Optional.of(line)));
        world.lines.byToken.values().removeIf(line -> !registrationLine.equals(Optional.of(line)));
    }

    private String askedOfTeams(String user, String... more) {
        Dialled.fromPbx(world, user, "+14255550100", "in").from(carrier).invite(Dialled.OFFER, more);
        return world.sbc.request("INVITE").uri();
    }

    @Test
    void callToTheMiddleOfARangeReachesTeamsUnderThatNumber() {
        trunk(Optional.empty());
        assertThat(askedOfTeams("+12065550750")).startsWith("sip:+12065550750@");
    }

    @Test
    void carrierMayWriteItWithoutItsPlus() {
        trunk(Optional.empty());
        assertThat(askedOfTeams("12065550799")).startsWith("sip:+12065550799@");
    }

    @Test
    void phoneNumberOfTheLineIsStillItsOwn() {
        trunk(Optional.empty());
        assertThat(askedOfTeams("+12065550101")).startsWith("sip:+12065550101@");
    }

    @Test
    void registeredTrunkSaysInToWhichNumberOfTheRangeIsMeant() {
        trunk(Optional.of("l1"));
        assertThat(askedOfTeams("tok-l1", "TO: <sip:+12065550742@carrier.example>"))
                .startsWith("sip:+12065550742@");
    }

    @Test
    void numberBehindTheRangeIsNobodys() {
        trunk(Optional.empty());
        Dialled nobody =
                Dialled.fromPbx(world, "+12065550800", "+14255550100", "no").from(carrier);
        nobody.invite(Dialled.OFFER);
        nobody.ackFailure(carrier.response(404, "INVITE"));
        assertThat(world.record(1).outcome().code()).isEqualTo("unknown_line");
    }

    @Test
    void userOfTheRangeCallsWithItsOwnNumber() {
        trunk(Optional.empty());
        Dialled.fromTeams(world, "+12065550750", "+14255550199", "out").invite(Dialled.OFFER);
        SipText invite = carrier.request("INVITE");
        assertThat(invite.header("From")).contains("<sip:+12065550750@carrier.example>");
        assertThat(invite.header("P-Asserted-Identity")).contains("sip:+12065550750@carrier.example");
    }
}
