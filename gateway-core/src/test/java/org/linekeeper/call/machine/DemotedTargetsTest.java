package org.linekeeper.call.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.call.machine.Samples.NAME;
import static org.linekeeper.call.machine.Samples.target;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.linekeeper.dns.Target;

/** A place that failed lately is tried last, and is never left out. */
class DemotedTargetsTest {
    private static List<Target> triedBy(Hunt hunt, List<Target> up, List<Target> down) {
        List<Target> tried = new ArrayList<>();
        Hunt at = hunt;
        while (true) {
            Hunt.Next next = at.next();
            if (next instanceof Hunt.Next.Try one) {
                tried.add(one.target());
                at = one.after();
            } else if (next instanceof Hunt.Next.Locate locate) {
                at = locate.after().with(up, down);
            } else {
                return tried;
            }
        }
    }

    @Test
    void whatIsDownComesAfterTheOtherPeers() {
        Hunt hunt = Hunt.through(List.of(new Destination.Named(NAME), new Destination.Known(target(9))));
        assertThat(triedBy(hunt, List.of(target(2)), List.of(target(1))))
                .containsExactly(target(2), target(9), target(1));
    }

    @Test
    void whenAllAreDownTheirOrderStays() {
        Hunt hunt = Hunt.through(List.of(new Destination.Named(NAME)));
        assertThat(triedBy(hunt, List.of(), List.of(target(1), target(2)))).containsExactly(target(1), target(2));
    }
}
