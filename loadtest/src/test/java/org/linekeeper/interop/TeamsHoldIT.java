package org.linekeeper.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.linekeeper.simulator.SimulatedCall;
import org.linekeeper.simulator.sip.SipHeaders;
import org.linekeeper.simulator.sip.SipResponse;
import org.linekeeper.simulator.teams.TeamsCall;

/** Hold, resume, refresh and glare within calls, whoever has called. */
class TeamsHoldIT {
    /** Who has called. */
    enum Caller {
        PHONE,
        TEAMS
    }

    @RegisterExtension
    static final TeamsLab LAB = new TeamsLab();

    @ParameterizedTest
    @EnumSource(Caller.class)
    void teamsHoldsAndResumes(Caller caller) throws Exception {
        TeamsLab.Pair call = call(caller);
        SipResponse held = call.teams().reInvite("inactive");
        assertThat(held.status()).isEqualTo(200);
        assertThat(held.body()).contains("a=inactive");
        hears(call.phone(), "a=inactive", "a=sendonly");
        SipResponse resumed = call.teams().reInvite("sendrecv");
        assertThat(resumed.status()).isEqualTo(200);
        assertThat(direction(resumed.body())).isEqualTo("sendrecv");
        hears(call.phone(), "a=sendrecv");
        hangUp(call);
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void thePhoneHoldsAndResumes(Caller caller) throws Exception {
        TeamsLab.Pair call = call(caller);
        SipResponse held = call.phone().reInvite("sendonly").get(30, TimeUnit.SECONDS);
        assertThat(held.status()).isEqualTo(200);
        assertThat(direction(held.body())).isIn("recvonly", "inactive");
        assertThat(call.teams().await("INVITE").body()).contains("a=inactive");
        call.teams().await("ACK");
        SipResponse resumed = call.phone().reInvite("sendrecv").get(30, TimeUnit.SECONDS);
        assertThat(resumed.status()).isEqualTo(200);
        assertThat(direction(resumed.body())).isEqualTo("sendrecv");
        assertThat(direction(call.teams().await("INVITE").body())).isEqualTo("sendrecv");
        call.teams().await("ACK");
        hangUp(call);
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void aSessionRefreshOfTeamsDoesNotReachThePhone(Caller caller) throws Exception {
        TeamsLab.Pair call = call(caller);
        String before = call.teams().heard();
        String phoneBefore = call.phone().remoteSdp().orElseThrow();
        SipResponse refreshed = call.teams().refresh();
        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(refreshed.body()).isEqualTo(before);
        assertThat(call.phone().remoteSdp()).contains(phoneBefore);
        hangUp(call);
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void aRefreshDuringHoldKeepsTheHold(Caller caller) throws Exception {
        TeamsLab.Pair call = call(caller);
        String held = call.teams().reInvite("inactive").body();
        assertThat(call.teams().refresh().body()).isEqualTo(held);
        assertThat(call.teams().reInvite("sendrecv").status()).isEqualTo(200);
        hears(call.phone(), "a=sendrecv");
        hangUp(call);
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void aNewMediaProcessorIsToldToThePhone(Caller caller) throws Exception {
        TeamsLab.Pair call = call(caller);
        String before = crypto(call.phone().remoteSdp().orElseThrow());
        assertThat(call.teams().moveMedia().status()).isEqualTo(200);
        Awaitility.await("new key")
                .atMost(TeamsLab.PATIENCE)
                .until(() -> !crypto(call.phone().remoteSdp().orElseThrow()).equals(before));
        hangUp(call);
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void bothSidesHoldAtOnce(Caller caller) throws Exception {
        TeamsLab.Pair call = call(caller);
        call.teams().refuseNextReInvite(491, SipHeaders.EMPTY);
        SipResponse glare = call.phone().reInvite("sendonly").get(30, TimeUnit.SECONDS);
        assertThat(glare.status()).isEqualTo(491);
        assertThat(call.teams().reInvite("inactive").status()).isEqualTo(200);
        assertThat(call.teams().reInvite("sendrecv").status()).isEqualTo(200);
        hangUp(call);
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void aRefusedChangeLeavesTheCallAsItWas(Caller caller) throws Exception {
        TeamsLab.Pair call = call(caller);
        call.teams().refuseNextReInvite(488, SipHeaders.EMPTY);
        SipResponse refused = call.phone().reInvite("sendonly").get(30, TimeUnit.SECONDS);
        assertThat(refused.status()).isEqualTo(488);
        assertThat(call.teams().refresh().status()).isEqualTo(200);
        hangUp(call);
    }

    private static TeamsLab.Pair call(Caller caller) throws Exception {
        return caller == Caller.PHONE ? LAB.phoneTalksToTeams(0) : LAB.teamsTalksToPhone(LAB.invitation(1));
    }

    private static void hangUp(TeamsLab.Pair call) throws Exception {
        TeamsCall teams = call.teams();
        assertThat(teams.bye(16, "CallEndReasonLocalUserInitiated").status()).isEqualTo(200);
        assertThat(call.phone().ended().get(30, TimeUnit.SECONDS)).isEqualTo(SimulatedCall.End.HUNG_UP_BY_PEER);
    }

    private static void hears(SimulatedCall phone, String... any) {
        Awaitility.await("the phone hears " + String.join(" or ", any))
                .atMost(TeamsLab.PATIENCE)
                .until(() -> Stream.of(any).anyMatch(phone.remoteSdp().orElse("")::contains));
    }

    /** RFC 3264 section 5.1: "If the session description contains no direction attribute, sendrecv is assumed". */
    private static String direction(String sdp) {
        return Stream.of("inactive", "sendonly", "recvonly")
                .filter(each -> sdp.contains("a=" + each))
                .findFirst()
                .orElse("sendrecv");
    }

    private static String crypto(String sdp) {
        return sdp.lines()
                .filter(line -> line.startsWith("a=crypto"))
                .findFirst()
                .orElse("");
    }
}
