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
}
