package org.linekeeper.registration.pace.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.registration.pace.machine.Turn.Claim.PROVEN;
import static org.linekeeper.registration.pace.machine.Turn.Claim.UNPROVEN;
import static org.linekeeper.registration.pace.machine.Turn.Claim.URGENT;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.RegistrationSettings;
import org.linekeeper.config.model.RegistrationPace;
import org.linekeeper.registration.pace.machine.Pace.Use;

/** Limits that change while lines register. */
final class OtherLimitsTest {
    private static final Duration FAST = Duration.ofMillis(20);
    private static final PaceLimits USUAL = PaceLimits.of(RegistrationSettings.defaults());
    private static final PaceLimits UNLIMITED =
            PaceLimits.of(RegistrationSettings.defaults().pacedBy(500, RegistrationSettings.UNLIMITED));

    private PaceBench bench = new PaceBench();

    private static PaceLimits said(int inFlight, int start, int perSecond) {
        return USUAL.within(new RegistrationPace(number(inFlight), number(start), number(perSecond)));
    }

    private static OptionalInt number(int orNone) {
        return orNone == 0 ? OptionalInt.empty() : OptionalInt.of(orNone);
    }

    @Test
    void whatIsLeftOpenIsAsTheGatewayHasIt() {
        assertThat(said(0, 0, 0)).isEqualTo(USUAL);
        assertThat(UNLIMITED.within(RegistrationPace.NONE)).isEqualTo(UNLIMITED);
    }

    /** The beginning and the least are never more than the most. */
    @Test
    void theLimitsStayInOrder() {
        PaceLimits strict = said(2, 0, 3);
        assertThat(strict.maxWindow()).isEqualTo(2);
        assertThat(strict.startWindow()).isEqualTo(2);
        assertThat(strict.minWindow()).isEqualTo(2);
        assertThat(strict.startRate()).isEqualTo(3);
        assertThat(strict.maxRate()).isEqualTo(3);
        assertThat(said(0, 90, 0).startRate()).isEqualTo(USUAL.maxRate());
    }

    @Test
    void aSmallerWindowHoldsAtOnceForWhoComesNext() {
        bench = PaceBench.unpaced();
        bench.join(100, PROVEN);
        List<PaceBench.Line> out = bench.admitted();
        assertThat(out).hasSize(32);
        bench.pace.become(said(4, 0, 0), bench.now);
        assertThat(bench.pace.window()).isEqualTo(4);
        out.subList(0, 28).forEach(line -> bench.done(line, Use.ACCEPTED));
        assertThat(bench.admitted()).isEmpty();

        bench.done(out.get(28), Use.ACCEPTED);
        assertThat(bench.admitted()).hasSize(1);
    }

    @Test
    void aLowerRateHoldsAtOnce() {
        bench.join(10_000, PROVEN);
        bench.run(Duration.ofSeconds(40), FAST, Use.ACCEPTED);
        assertThat(bench.pace.perSecond()).isEqualTo(50);

        bench.pace.become(said(0, 2, 5), bench.now);
        assertThat(bench.run(Duration.ofSeconds(10), FAST, Use.ACCEPTED)).isBetween(18, 22);
        assertThat(bench.run(Duration.ofSeconds(20), FAST, Use.ACCEPTED)).isBetween(80, 105);
    }

    /** It goes on from the rate that it had reached. */
    @Test
    void aHigherRateIsReachedByTheRamp() {
        bench.join(20_000, PROVEN);
        bench.run(Duration.ofSeconds(40), FAST, Use.ACCEPTED);
        bench.pace.become(said(0, 0, 400), bench.now);
        bench.run(Duration.ofSeconds(40), FAST, Use.ACCEPTED);

        assertThat(bench.pace.perSecond()).isEqualTo(400);
    }

    /** What is not counted while there is no limit must not be owed afterwards. */
    @Test
    void aLimitWhereThereWasNoneHoldsNobodyForLong() {
        bench = PaceBench.unpaced();
        bench.join(20_000, PROVEN);
        assertThat(bench.run(Duration.ofSeconds(2), FAST, Use.ACCEPTED)).isGreaterThan(1_000);

        bench.pace.become(UNLIMITED.within(new RegistrationPace(number(0), number(10), number(10))), bench.now);
        assertThat(bench.run(Duration.ofSeconds(10), FAST, Use.ACCEPTED)).isBetween(95, 105);
    }

    /** And the trust that grew with each success where there was no limit is gone. */
    @Test
    void noMoreThanTenUnprovenOnesAreOnTheirWayThen() {
        bench = PaceBench.unpaced();
        bench.join(3_000, UNPROVEN);
        bench.run(Duration.ofSeconds(3), FAST, Use.ACCEPTED);
        bench.pace.become(said(0, 1_000, 1_000), bench.now);
        bench.join(3_000, UNPROVEN);
        bench.forward(Duration.ofSeconds(1));

        assertThat(bench.admitted()).hasSize(10);
    }

    @Test
    void limitsThatDoNotChangeLeaveEverythingAsItIs() {
        PaceBench other = new PaceBench();
        for (PaceBench each : List.of(bench, other)) {
            each.join(10_000, PROVEN);
            each.run(Duration.ofSeconds(15), FAST, Use.ACCEPTED);
        }
        for (int i = 0; i < 20; i++) {
            bench.pace.become(USUAL, bench.now);
            bench.join(URGENT);
            other.join(URGENT);
            assertThat(bench.run(Duration.ofSeconds(1), FAST, Use.ACCEPTED))
                    .isEqualTo(other.run(Duration.ofSeconds(1), FAST, Use.ACCEPTED));
        }
        assertThat(bench.pace.perSecond()).isEqualTo(other.pace.perSecond());
        assertThat(bench.pace.window()).isEqualTo(other.pace.window());
    }
}
