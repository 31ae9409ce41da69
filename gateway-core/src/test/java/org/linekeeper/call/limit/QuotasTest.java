package org.linekeeper.call.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.linekeeper.call.SetClock;
import org.linekeeper.call.limit.Quota.Owner;
import org.linekeeper.call.limit.Quotas.Outcome.Exceeded;
import org.linekeeper.call.limit.Quotas.Outcome.Granted;

class QuotasTest {
    private final SetClock clock = new SetClock();
    private final Quotas quotas = new Quotas(clock);

    private static Quota calls(Owner owner, String id, int most) {
        return new Quota(owner, id, OptionalInt.of(most), OptionalInt.empty());
    }

    private static Quota rate(Owner owner, String id, int most) {
        return new Quota(owner, id, OptionalInt.empty(), OptionalInt.of(most));
    }

    private Quotas.Place granted(Quota... wanted) {
        Quotas.Outcome outcome = quotas.enter(List.of(wanted));
        assertThat(outcome).isInstanceOf(Granted.class);
        return ((Granted) outcome).place();
    }

    private void exceeded(Owner owner, boolean tooFast, Quota... wanted) {
        assertThat(quotas.enter(List.of(wanted))).isEqualTo(new Exceeded(owner, tooFast));
    }

    @Test
    void placesAreGivenBackOnce() {
        Quota two = calls(Owner.LINE, "l1", 2);
        Quotas.Place first = granted(two);
        granted(two);
        exceeded(Owner.LINE, false, two);
        first.leave();
        first.leave();
        granted(two);
        exceeded(Owner.LINE, false, two);
    }

    @Test
    void ownersOfOneIdAreApart() {
        granted(calls(Owner.LINE, "x", 1));
        granted(calls(Owner.ENTERPRISE, "x", 1));
        exceeded(Owner.LINE, false, calls(Owner.LINE, "x", 1));
    }

    @Test
    void whereOneHasNoPlaceNothingIsTakenFromTheOthers() {
        Quota line = new Quota(Owner.LINE, "l1", OptionalInt.of(5), OptionalInt.of(2));
        Quota enterprise = calls(Owner.ENTERPRISE, "e1", 1);
        Quotas.Place only = granted(line, enterprise);
        for (int i = 0; i < 10; i++) {
            exceeded(Owner.ENTERPRISE, false, line, enterprise);
        }
        only.leave();
        granted(line, enterprise).leave();
        assertThat(quotas.enter(List.of(line))).isEqualTo(new Exceeded(Owner.LINE, true));
    }

    @Test
    void oneSecondsWorthMayComeAtOnceAndTheRestAtTheRate() {
        Quota ten = rate(Owner.DIRECT_ROUTE, "r1", 10);
        for (int i = 0; i < 10; i++) {
            granted(ten).leave();
        }
        exceeded(Owner.DIRECT_ROUTE, true, ten);
        clock.forward(Duration.ofMillis(100));
        granted(ten);
        exceeded(Owner.DIRECT_ROUTE, true, ten);
        clock.forward(Duration.ofHours(-1));
        granted(ten);
    }

    @Test
    void noneMeansNone() {
        exceeded(Owner.LINE, false, calls(Owner.LINE, "l1", 0));
        assertThat(quotas.owners()).isZero();
    }

    @Test
    void whoHasNoLimitIsNotCounted() {
        granted(new Quota(Owner.LINE, "l1", OptionalInt.empty(), OptionalInt.empty()));
        assertThat(quotas.owners()).isZero();
    }

    @Test
    void aLimitThatIsLoweredHoldsForTheNextCall() {
        granted(calls(Owner.LINE, "l1", 5));
        granted(calls(Owner.LINE, "l1", 5));
        exceeded(Owner.LINE, false, calls(Owner.LINE, "l1", 1));
        granted(calls(Owner.LINE, "l1", 3));
    }

    @Test
    void afterAnyTrafficNothingIsLeft() {
        Random random = new Random(42);
        List<Quotas.Place> places = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            List<Quota> wanted = List.of(
                    calls(Owner.LINE, "l" + random.nextInt(5), 3),
                    new Quota(Owner.ENTERPRISE, "e" + random.nextInt(2), OptionalInt.of(6), OptionalInt.of(50)),
                    rate(Owner.DIRECT_ROUTE, "r", 70));
            if (quotas.enter(wanted) instanceof Granted granted) {
                places.add(granted.place());
            }
            if (!places.isEmpty() && random.nextBoolean()) {
                places.remove(random.nextInt(places.size())).leave();
            }
            clock.forward(Duration.ofMillis(random.nextInt(30)));
        }
        clock.forward(Duration.ofSeconds(2));
        places.forEach(Quotas.Place::leave);
        granted(calls(Owner.LINE, "l0", 1)).leave();
        granted(rate(Owner.ENTERPRISE, "e0", 1), rate(Owner.ENTERPRISE, "e1", 1), rate(Owner.DIRECT_ROUTE, "r", 1));
        clock.forward(Duration.ofSeconds(2));
    }

    @Test
    void ownersAreForgottenWhenTheirLastCallEnds() {
        List<Quotas.Place> places = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            places.add(granted(calls(Owner.LINE, "l" + i, 1), rate(Owner.ENTERPRISE, "e" + i, 5)));
        }
        assertThat(quotas.owners()).isEqualTo(200);
        clock.forward(Duration.ofSeconds(2));
        places.forEach(Quotas.Place::leave);
        assertThat(quotas.owners()).isZero();
    }
}
