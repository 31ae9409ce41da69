package org.linekeeper.call.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.call.machine.Samples.sdp;
import static org.linekeeper.call.machine.Samples.text;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.linekeeper.call.machine.SessionTerms.Refresher;

/** Hold in two dialects, stale descriptions, versions of origins, session timers. */
class SessionTest {
    private static Session talking(Dialect dialect) {
        return Session.offering(dialect, sdp(1, "sendrecv")).answered(sdp(5, "sendrecv"));
    }

    @Test
    void teamsHearsOnlyOfInactive() {
        for (String hold : List.of("sendonly", "recvonly", "inactive")) {
            assertThat(text(talking(Dialect.TEAMS).offer(sdp(2, hold)).body())).contains("a=inactive");
        }
        Session asked = talking(Dialect.TEAMS).offered(sdp(6, "inactive"), SessionTerms.NONE);
        for (String answer : List.of("recvonly", "inactive", "sendrecv", "")) {
            assertThat(text(asked.answer(sdp(2, answer)).body())).as(answer).contains("a=inactive");
        }
    }

    /** RFC 3264 6.1: what an offer of each direction may be answered with. */
    @Test
    void teamsThatUnderstandsDirectionsHearsThem() {
        Session talking = talking(Dialect.TEAMS_RFC3264);
        assertThat(text(talking.offer(sdp(2, "sendonly")).body())).contains("a=sendonly");
        assertThat(direction(talking, "sendrecv", "recvonly")).isEqualTo("recvonly");
        assertThat(direction(talking, "sendonly", "sendrecv")).isEqualTo("recvonly");
        assertThat(direction(talking, "sendonly", "inactive")).isEqualTo("inactive");
        assertThat(direction(talking, "recvonly", "sendrecv")).isEqualTo("sendonly");
        assertThat(direction(talking, "recvonly", "inactive")).isEqualTo("inactive");
        assertThat(direction(talking, "inactive", "sendrecv")).isEqualTo("inactive");
        assertThat(text(Session.offering(Dialect.TEAMS_RFC3264, sdp(1, "sendonly"))
                        .open()))
                .doesNotContain("sendonly");
    }

    private static String direction(Session talking, String offered, String answered) {
        Session asked = talking.offered(sdp(6, offered), SessionTerms.NONE);
        String answer = text(asked.answer(sdp(2, answered)).body());
        return answer.substring(answer.lastIndexOf("a=") + 2).trim();
    }

    /** A hold is the business of the PBX only when it holds itself. */
    @Test
    void aPbxThatIsToPlayNoMusicHearsOfNoHold() {
        Session talking = talking(Dialect.PBX_WITHOUT_MUSIC);
        for (String hold : List.of("sendonly", "inactive", "recvonly")) {
            assertThat(text(talking.offer(sdp(2, hold)).body())).contains("a=sendrecv");
            assertThat(direction(talking, "sendrecv", hold)).isEqualTo("sendrecv");
        }
        assertThat(direction(talking, "sendonly", "inactive")).isEqualTo("recvonly");
        assertThat(direction(talking, "inactive", "sendrecv")).isEqualTo("inactive");
        assertThat(Dialect.PBX_WITHOUT_MUSIC.isTeams()).isFalse();
    }

    @Test
    void aPbxIsHeldWithSendonlyAndHearsRecvonlyWhenItHolds() {
        assertThat(text(talking(Dialect.PBX).offer(sdp(2, "inactive")).body())).contains("a=sendonly");
        Session holding = talking(Dialect.PBX).offered(sdp(6, "sendonly"), SessionTerms.NONE);
        assertThat(text(holding.answer(sdp(2, "inactive")).body())).contains("a=recvonly");
        Session resuming = talking(Dialect.PBX).offered(sdp(6, "sendrecv"), SessionTerms.NONE);
        assertThat(text(resuming.answer(sdp(2, "sendrecv")).body())).contains("a=sendrecv");
    }

    @Test
    void blackHoleBecomesAHoldWithTheAddressThatWasKnown() {
        Optional<Body> hole = sdp(2, "")
                .map(body -> new Body(
                        body.contentType(),
                        List.of(),
                        text(Optional.of(body))
                                .replace("c=IN IP4 192.0.2.9", "c=IN IP4 0.0.0.0")
                                .getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(text(talking(Dialect.TEAMS).offer(hole).body()))
                .contains("c=IN IP4 192.0.2.9")
                .contains("a=inactive")
                .doesNotContain("0.0.0.0");
    }

    @Test
    void holdInTheFirstOfferIsNotShownToTeams() {
        assertThat(text(Session.offering(Dialect.TEAMS, sdp(1, "sendonly")).open()))
                .contains("a=sendrecv");
    }

    @Test
    void originOfALegIsItsOwnAndItsVersionOnlyGrows() {
        Optional<Body> other = sdp(90, "inactive")
                .map(body -> new Body(
                        body.contentType(),
                        List.of(),
                        text(Optional.of(body))
                                .replace("o=- 7 90", "o=pbx 4711 90")
                                .getBytes(StandardCharsets.ISO_8859_1)));
        Session.Said moved = talking(Dialect.TEAMS).offer(other);
        assertThat(text(moved.body())).contains("o=- 7 2 IN IP4 192.0.2.9");
        Session.Said back = moved.next().refused().offer(sdp(1, "sendrecv"));
        assertThat(text(back.body())).contains("o=- 7 3 IN IP4 192.0.2.9");
    }

    /** The same keys and the same version, or the receiver would begin anew with its SRTP. */
    @Test
    void refreshIsAnsweredToTheByte() {
        Session session = talking(Dialect.TEAMS);
        assertThat(session.isRefresh(sdp(5, "sendrecv"))).isTrue();
        assertThat(session.isRefresh(sdp(6, "sendrecv")))
                .as("a version alone is no change")
                .isTrue();
        assertThat(session.isRefresh(sdp(6, "inactive"))).isFalse();
        assertThat(session.offered(sdp(5, "sendrecv"), SessionTerms.NONE)
                        .answerRefresh()
                        .body())
                .isEqualTo(sdp(1, "sendrecv"));
    }

    /** What was offered after a hold must not be the hold that is over. */
    @Test
    void offerInForceHasNoHoldThatThePeerItselfMade() {
        Session held = talking(Dialect.PBX)
                .offered(sdp(6, "sendonly"), SessionTerms.NONE)
                .answer(sdp(2, "inactive"))
                .next();
        assertThat(text(held.offered(Optional.empty(), SessionTerms.NONE)
                        .offerInForce()
                        .body()))
                .contains("a=sendrecv");
        Session byTeams = talking(Dialect.PBX).offer(sdp(2, "inactive")).next().answered(sdp(6, "recvonly"));
        assertThat(text(byTeams.offered(Optional.empty(), SessionTerms.NONE)
                        .offerInForce()
                        .body()))
                .contains("a=sendonly");
    }

    @Test
    void refusedOfferLeavesWhatIsInForce() {
        Session session = talking(Dialect.PBX);
        assertThat(session.offer(sdp(3, "inactive")).next().refused().sent()).isEqualTo(session.sent());
    }

    @Test
    void whateverIsNoSdpPassesUnread() {
        Optional<Body> odd = Optional.of(new Body("application/sdp", List.of(), new byte[] {1, 2, 'a', '=', 'i', 'n'}));
        assertThat(talking(Dialect.TEAMS).offer(odd).body()).isEqualTo(odd);
    }

    @Test
    void refresherIsChosenByTableTwoOfRfc4028() {
        Optional<Duration> hour = Optional.of(Duration.ofHours(1));
        assertThat(SessionTimer.asUas(new SessionTerms(hour, Optional.empty(), false))
                        .ours())
                .isTrue();
        assertThat(SessionTimer.asUas(new SessionTerms(hour, Optional.empty(), true))
                        .ours())
                .isFalse();
        assertThat(SessionTimer.asUas(new SessionTerms(hour, Optional.of(Refresher.UAS), true))
                        .ours())
                .isTrue();
        assertThat(SessionTimer.asUas(SessionTerms.NONE).isOn()).isFalse();
        assertThat(SessionTimer.asUac(new SessionTerms(hour, Optional.of(Refresher.UAC), true))
                        .ours())
                .isTrue();
        assertThat(SessionTimer.asUac(new SessionTerms(hour, Optional.of(Refresher.UAS), true))
                        .ours())
                .isFalse();
    }

    @Test
    void refreshIsDueAtHalfTimeAndTheSessionEndsALittleBeforeItsTime() {
        SessionTimer timer = new SessionTimer(Duration.ofMinutes(30), true);
        assertThat(timer.refresh()).isEqualTo(new LegAction.StartTimerFor(LegTimer.REFRESH, Duration.ofMinutes(15)));
        assertThat(timer.expiry()).isEqualTo(new LegAction.StartTimerFor(LegTimer.EXPIRY, Duration.ofSeconds(1768)));
        assertThat(new SessionTimer(Duration.ofSeconds(90), false).expiry())
                .isEqualTo(new LegAction.StartTimerFor(LegTimer.EXPIRY, Duration.ofMinutes(1)));
    }
}
