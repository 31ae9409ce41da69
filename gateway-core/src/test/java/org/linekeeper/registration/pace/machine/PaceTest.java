package org.linekeeper.registration.pace.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.registration.pace.machine.Turn.Claim.PROVEN;
import static org.linekeeper.registration.pace.machine.Turn.Claim.UNPROVEN;
import static org.linekeeper.registration.pace.machine.Turn.Claim.URGENT;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.RegistrationSettings;
import org.linekeeper.registration.pace.machine.Pace.Change;
import org.linekeeper.registration.pace.machine.Pace.Use;

final class PaceTest {
    private static final Duration FAST = Duration.ofMillis(20);

    private PaceBench bench = new PaceBench();

    /** In flight at most the window, which begins at 32. */
    @Test
    void noMoreAreInFlightThanTheWindowLets() {
        bench = PaceBench.unpaced();
        bench.join(100, PROVEN);
        List<PaceBench.Line> out = bench.admitted();
        assertThat(out).hasSize(32);
        assertThat(bench.pace.wakeAt(bench.now)).isEqualTo(Long.MAX_VALUE);

        bench.done(out.get(0), Use.ACCEPTED);
        assertThat(bench.admitted()).hasSize(1);
    }

    /** One more after 100 answers, as long as the window is used. */
    @Test
    void theWindowGrowsByOneForAHundredAnswers() {
        bench = PaceBench.unpaced();
        bench.join(3_000, PROVEN);
        List<PaceBench.Line> out = new ArrayList<>(bench.admitted());
        for (int i = 0; i < 200; i++) {
            bench.done(out.remove(0), Use.ANSWERED);
            out.addAll(bench.admitted());
        }
        assertThat(bench.pace.window()).isEqualTo(34);
    }

    @Test
    void aWindowThatIsNotUsedDoesNotGrow() {
        bench = PaceBench.unpaced();
        for (int i = 0; i < 1_000; i++) {
            bench.join(URGENT);
            bench.done(bench.admitted().get(0), Use.ACCEPTED);
        }
        assertThat(bench.pace.window()).isEqualTo(32);
    }

    /** Halved on a time-out, at most once in a round trip, never below 4. */
    @Test
    void theWindowIsHalvedOnceForAllThatWereInFlight() {
        bench = PaceBench.unpaced();
        bench.join(100, PROVEN);
        List<PaceBench.Line> out = bench.admitted();
        bench.forward(Duration.ofSeconds(32));
        bench.done(out.get(0), Use.TIMED_OUT);
        bench.done(out.get(1), Use.TIMED_OUT);
        assertThat(bench.pace.window()).isEqualTo(16);

        for (int i = 0; i < 10; i++) {
            out.forEach(line -> bench.done(line, Use.ANSWERED));
            bench.forward(FAST);
            out = bench.admitted();
            bench.join(100, PROVEN);
            bench.forward(FAST);
            if (!out.isEmpty()) {
                bench.done(out.get(0), Use.TIMED_OUT);
            }
        }
        assertThat(bench.pace.window()).isEqualTo(4);
    }

    /** Answers that take more than three times as long as is usual are a sign of overload. */
    @Test
    void slowAnswersHalveTheWindow() {
        bench = PaceBench.unpaced();
        bench.join(20_000, PROVEN);
        bench.run(Duration.ofSeconds(2), Duration.ofMillis(60), Use.ACCEPTED);
        int before = bench.pace.window();
        assertThat(before).isGreaterThanOrEqualTo(32);

        bench.run(Duration.ofSeconds(1), Duration.ofMillis(700), Use.ACCEPTED);
        assertThat(bench.pace.window()).isLessThanOrEqualTo(before / 2 + 1);
    }

    /** New registrations: 8 a second, twice as many every 10 s, up to 50. */
    @Test
    void newRegistrationsBeginSlowly() {
        bench.join(10_000, PROVEN);
        assertThat(bench.run(Duration.ofSeconds(10), FAST, Use.ACCEPTED)).isBetween(78, 84);
        assertThat(bench.run(Duration.ofSeconds(10), FAST, Use.ACCEPTED)).isBetween(155, 165);
        assertThat(bench.run(Duration.ofSeconds(10), FAST, Use.ACCEPTED)).isBetween(310, 330);
        assertThat(bench.run(Duration.ofSeconds(10), FAST, Use.ACCEPTED)).isBetween(480, 510);
        assertThat(bench.run(Duration.ofSeconds(10), FAST, Use.ACCEPTED)).isBetween(490, 510);
    }

    /** The ramp goes on only while 95 % of the answers take less than 500 ms. */
    @Test
    void aSlowTargetIsLeftAtTheBeginningOfTheRamp() {
        bench.join(10_000, PROVEN);
        int first = bench.run(Duration.ofSeconds(40), Duration.ofMillis(900), Use.ACCEPTED);
        assertThat(first).isBetween(300, 340);
    }

    /** Refreshes are not held back by the ramp: what lives would lapse. */
    @Test
    void refreshesComeFirstAndAreNotHeldBackByTheRamp() {
        bench.join(1_000, PROVEN);
        bench.join(200, URGENT);
        int refreshes = 0;
        for (int i = 0; i < 5; i++) {
            for (PaceBench.Line line : bench.admitted()) {
                refreshes += line.claim() == URGENT ? 1 : 0;
                bench.done(line, Use.ACCEPTED);
            }
            bench.forward(Duration.ofSeconds(1));
        }
        assertThat(refreshes).isGreaterThan(5);
        assertThat(bench.run(Duration.ofSeconds(4), FAST, Use.ACCEPTED)).isBetween(190, 240);
    }

    /** 10,000 lines at 60 s need 267 a second, whatever the cap for new ones. */
    @Test
    void refreshesGetWhatTheyNeedInTheEnd() {
        for (int second = 0; second < 40; second++) {
            bench.join(267, URGENT);
            bench.run(Duration.ofSeconds(1), Duration.ofMillis(5), Use.ACCEPTED);
        }
        for (int second = 0; second < 20; second++) {
            bench.join(267, URGENT);
            bench.run(Duration.ofSeconds(1), Duration.ofMillis(5), Use.ACCEPTED);
        }
        assertThat(bench.pace.waiting()).isLessThan(270);
    }

    /** One tenant's 50,000 lines do not delay another one's ten. */
    @Test
    void tenantsAreServedInTurn() {
        for (int i = 0; i < 50_000; i++) {
            bench.join("large", "l" + i, PROVEN);
        }
        for (int i = 0; i < 10; i++) {
            bench.join("small", "s" + i, PROVEN);
        }
        List<String> order = new ArrayList<>();
        while (order.size() < 21) {
            for (PaceBench.Line line : bench.admitted()) {
                order.add(line.name);
                bench.done(line, Use.ACCEPTED);
            }
            bench.forward(Duration.ofMillis(50));
        }
        assertThat(order).filteredOn(name -> name.startsWith("s")).hasSize(10);
        assertThat(order).filteredOn(name -> name.startsWith("l")).startsWith("l0", "l1", "l2");
    }

    /** Lines that leave cost nothing later, wherever they stood. */
    @Test
    void whoLeavesIsNotAdmitted() {
        List<PaceBench.Line> lines = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            lines.add(bench.join("pbx" + i % 2, "l" + i, URGENT));
        }
        for (int i : new int[] {0, 4, 8, 3, 7}) {
            bench.pace.leave(lines.get(i));
        }
        bench.pace.leave(lines.get(0));
        assertThat(bench.pace.waiting()).isEqualTo(4);
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            bench.admitted().forEach(line -> order.add(line.name));
            bench.forward(FAST);
        }
        assertThat(order).containsExactlyInAnyOrder("l1", "l2", "l5", "l6");
        assertThat(bench.pace.inFlight()).isEqualTo(4);
        bench.pace.leave(lines.get(1));
        bench.pace.leave(lines.get(1));
        assertThat(bench.done(lines.get(1), Use.ACCEPTED)).isEqualTo(Change.NONE);
        assertThat(bench.pace.inFlight()).isEqualTo(3);
        assertThat(bench.pace.wakeAt(bench.now)).isEqualTo(Long.MAX_VALUE);
    }

    /** Three time-outs in a row make it down; then there is one canary, after a pause of 30 to 60 s (RFC 5626 4.5). */
    @Test
    void threeTimeoutsMakeItDownAndOneCanaryIsSent() {
        bench.join(20, URGENT);
        timeOut(2);
        assertThat(bench.pace.isDown()).isFalse();
        List<PaceBench.Line> out = timeOut(1);
        assertThat(bench.pace.isDown()).isTrue();
        assertThat(out).hasSize(1);

        long pause = bench.pace.closedUntil() - bench.now;
        assertThat(pause).isBetween(30 * PaceBench.SECOND, 60 * PaceBench.SECOND);
        bench.forward(Duration.ofNanos(pause - 1));
        assertThat(bench.admitted()).isEmpty();
        assertThat(bench.pace.wakeAt(bench.now)).isEqualTo(bench.pace.closedUntil());
        bench.forward(Duration.ofNanos(1));
        List<PaceBench.Line> canary = bench.admitted();
        assertThat(canary).hasSize(1);

        bench.forward(Duration.ofSeconds(32));
        assertThat(bench.done(canary.get(0), Use.TIMED_OUT)).isEqualTo(Change.STAYS_DOWN);
        assertThat(bench.pace.closedUntil() - bench.now).isBetween(60 * PaceBench.SECOND, 120 * PaceBench.SECOND);
    }

    /** "W = min( max-time, ...": never more than half an hour. */
    @Test
    void pausesGrowToHalfAnHour() {
        bench.join(40, URGENT);
        timeOut(3);
        long longest = 0;
        for (int i = 0; i < 12; i++) {
            bench.now = bench.pace.closedUntil();
            PaceBench.Line canary = bench.admitted().get(0);
            bench.done(canary, Use.UNREACHABLE);
            longest = Math.max(longest, bench.pace.closedUntil() - bench.now);
        }
        assertThat(longest).isBetween(900 * PaceBench.SECOND, 1_800 * PaceBench.SECOND);
    }

    /** A refused connection leaves no doubt. */
    @Test
    void oneRefusedConnectionMakesItDown() {
        bench.join(2, URGENT);
        assertThat(bench.done(bench.admitted().get(0), Use.UNREACHABLE)).isEqualTo(Change.WENT_DOWN);
    }

    /** When the canary is answered, the queue drains through the ramp, urgent ones first. */
    @Test
    void afterTheCanaryTheQueueDrainsThroughTheRamp() {
        bench.join(10, URGENT);
        timeOut(3);
        bench.join(300, URGENT);
        bench.join(300, PROVEN);
        bench.now = bench.pace.closedUntil();
        PaceBench.Line canary = bench.admitted().get(0);
        assertThat(bench.done(canary, Use.ACCEPTED)).isEqualTo(Change.CAME_UP);
        assertThat(bench.run(Duration.ofSeconds(10), FAST, Use.ACCEPTED)).isBetween(75, 85);
        assertThat(bench.run(Duration.ofSeconds(10), FAST, Use.ACCEPTED)).isBetween(150, 170);
    }

    /** An answer of the canary's predecessors shows that the target lives, too. */
    @Test
    void answersInBetweenBreakTheRowOfTimeouts() {
        bench.join(20, URGENT);
        timeOut(2);
        for (PaceBench.Line line : bench.admitted()) {
            bench.done(line, Use.ANSWERED);
        }
        timeOut(2);
        assertThat(bench.pace.isDown()).isFalse();
    }

    /**
     * RFC 3261 21.5.4: "It SHOULD NOT forward any other requests to that server for the duration specified in the Retry-After
     * header field". The answer to what was sent before does not shorten that.
     */
    @Test
    void a503GatesTheTarget() {
        bench = PaceBench.unpaced();
        bench.join(20, URGENT);
        List<PaceBench.Line> out = bench.admitted();
        bench.forward(FAST);
        bench.join(5, URGENT);
        Change change = bench.pace.done(out.get(0), Use.OVERLOADED, Duration.ofSeconds(100), bench.now);
        assertThat(change).isEqualTo(Change.WENT_DOWN);
        assertThat(bench.pace.isGated()).isTrue();
        assertThat(bench.done(out.get(1), Use.ANSWERED)).isEqualTo(Change.NONE);
        out.subList(2, 20).forEach(line -> bench.done(line, Use.TIMED_OUT));
        assertThat(bench.pace.closedUntil() - bench.now).isBetween(100 * PaceBench.SECOND, 120 * PaceBench.SECOND);

        bench.forward(Duration.ofSeconds(99));
        assertThat(bench.admitted()).isEmpty();
        bench.now = bench.pace.closedUntil();
        assertThat(bench.admitted()).hasSize(1);
    }

    /** At most 10 failed authentications in 10 s, so that a PBX does not ban the source address. */
    @Test
    void atMostTenAuthenticationsFailInTenSeconds() {
        bench = new PaceBench(RegistrationSettings.defaults().pacedBy(256, 1_000));
        bench.join(1_000, UNPROVEN);
        List<Long> failures = new ArrayList<>();
        for (int ms = 0; ms < 40_000; ms += 5) {
            for (PaceBench.Line line : bench.admitted()) {
                bench.done(line, Use.REFUSED);
                failures.add(bench.now);
            }
            bench.forward(Duration.ofMillis(5));
        }
        for (int i = 10; i < failures.size(); i++) {
            assertThat(failures.get(i) - failures.get(i - 10)).isGreaterThanOrEqualTo(10 * PaceBench.SECOND);
        }
        assertThat(failures).hasSizeBetween(35, 50);
    }

    /** Those in flight may all fail. */
    @Test
    void noMoreThanTenUnprovenLinesAreInFlight() {
        bench = new PaceBench(RegistrationSettings.defaults().pacedBy(256, 1_000));
        bench.join(100, UNPROVEN);
        int out = 0;
        for (int i = 0; i < 100; i++) {
            out += bench.admitted().size();
            bench.forward(FAST);
        }
        assertThat(out).isEqualTo(10);
        assertThat(bench.pace.wakeAt(bench.now)).isEqualTo(Long.MAX_VALUE);
    }

    /** A closed gate holds back its own PBX only, and its unproven lines only. */
    @Test
    void aClosedGateHoldsBackUnprovenLinesOfItsPbx() {
        bench = PaceBench.unpaced();
        bench.gate.open = false;
        bench.gate.until = bench.now + 600 * PaceBench.SECOND;
        bench.join("bad", "waits", UNPROVEN);
        bench.join("bad", "proven", PROVEN);
        bench.pace.join(new PaceBench.Line("good", "other", UNPROVEN, new PaceBench.TestGate()), bench.now);
        assertThat(bench.admitted()).extracting(line -> line.name).containsExactlyInAnyOrder("proven", "other");
        assertThat(bench.pace.wakeAt(bench.now)).isEqualTo(bench.gate.until);

        bench.gate.open = true;
        bench.pace.gatesChanged();
        assertThat(bench.admitted()).extracting(line -> line.name).containsExactly("waits");
    }

    /** Nobody waits, nothing is to be done. */
    @Test
    void withoutLinesThereIsNoWake() {
        assertThat(bench.pace.wakeAt(bench.now)).isEqualTo(Long.MAX_VALUE);
        PaceBench.Line line = bench.join(PROVEN);
        bench.pace.leave(line);
        assertThat(bench.pace.wakeAt(bench.now)).isEqualTo(Long.MAX_VALUE);
        assertThat(bench.admitted()).isEmpty();
    }

    /** Everybody's turn comes, once. */
    @Test
    void everybodyIsAdmittedOnce() {
        bench = PaceBench.unpaced();
        HashSet<Turn> seen = new HashSet<>();
        for (int i = 0; i < 5_000; i++) {
            bench.join(
                    "pbx" + i % 300, "l" + i, List.of(URGENT, PROVEN, UNPROVEN).get(i % 3));
        }
        for (List<PaceBench.Line> out = bench.admitted(); !out.isEmpty(); out = bench.admitted()) {
            out.forEach(line -> {
                assertThat(seen.add(line)).isTrue();
                bench.done(line, Use.ACCEPTED);
            });
        }
        assertThat(seen).hasSize(5_000);
        assertThat(bench.pace.waiting()).isZero();
        assertThat(bench.pace.inFlight()).isZero();
    }

    private List<PaceBench.Line> timeOut(int lines) {
        List<PaceBench.Line> out = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            PaceBench.Line line = bench.next();
            while (line == null) {
                bench.forward(FAST);
                line = bench.next();
            }
            out.clear();
            out.add(line);
            bench.forward(Duration.ofSeconds(32));
            bench.done(line, Use.TIMED_OUT);
        }
        return out;
    }
}
