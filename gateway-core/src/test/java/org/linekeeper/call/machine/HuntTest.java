package org.linekeeper.call.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.call.machine.Samples.NAME;
import static org.linekeeper.call.machine.Samples.target;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of the places to try. */
class HuntTest {
    @Test
    void eachTargetIsTriedOnceInOrder() {
        Hunt hunt = Hunt.through(List.of(
                new Destination.Known(target(1)), new Destination.Named(NAME), new Destination.Known(target(3))));
        Hunt.Next.Try first = (Hunt.Next.Try) hunt.next();
        assertThat(first.target()).isEqualTo(target(1));
        Hunt.Next.Locate locate = (Hunt.Next.Locate) first.after().next();
        assertThat(locate.place().name()).isEqualTo(NAME);
        Hunt located = locate.after().with(List.of(target(1), target(2)), List.of());
        Hunt.Next.Try second = (Hunt.Next.Try) located.next();
        assertThat(second.target()).isEqualTo(target(2));
        Hunt.Next.Try third = (Hunt.Next.Try) second.after().next();
        assertThat(third.target()).isEqualTo(target(3));
        assertThat(third.after().next()).isEqualTo(new Hunt.Next.Exhausted());
    }

    @Test
    void emptyHuntIsExhausted() {
        assertThat(Hunt.through(List.of()).next()).isEqualTo(new Hunt.Next.Exhausted());
    }

    private static Destination.Redirected place(int number) {
        return new Destination.Redirected(target(1), "sip:" + number + "@pbx.example");
    }

    @Test
    void placeOfARedirectionIsTriedOnceThoughItsTargetWasTried() {
        Hunt hunt = ((Hunt.Next.Try)
                        Hunt.through(List.of(new Destination.Known(target(1)))).next())
                .after()
                .redirected(List.of(place(1), place(1), place(2)));
        Hunt.Next.Follow first = (Hunt.Next.Follow) hunt.next();
        assertThat(first.place()).isEqualTo(place(1));
        Hunt.Next.Follow second = (Hunt.Next.Follow) first.after().next();
        assertThat(second.place()).isEqualTo(place(2));
        assertThat(second.after().redirected(List.of(place(1))).next()).isEqualTo(new Hunt.Next.Exhausted());
    }

    @Test
    void redirectionsEnd() {
        Hunt hunt = Hunt.through(List.of());
        for (int i = 0; i < 5; i++) {
            hunt = ((Hunt.Next.Follow) hunt.redirected(List.of(place(i))).next()).after();
        }
        assertThat(hunt.redirected(List.of(place(9))).next()).isEqualTo(new Hunt.Next.Exhausted());
    }

    @Test
    void rejectionLeavesRedirectionsAndTheLastResort() {
        Destination resort = new Destination.LastResort(new Destination.Named(NAME));
        Hunt hunt =
                Hunt.through(List.of(new Destination.Known(target(2)), resort)).redirected(List.of(place(1)));
        assertThat(hunt.afterRejection(false).rest()).containsExactly(place(1), resort);
        assertThat(hunt.afterRejection(true).rest()).containsExactly(resort);
        assertThat(((Hunt.Next.Locate) hunt.afterRejection(true).next()).place().name())
                .isEqualTo(NAME);
    }
}
