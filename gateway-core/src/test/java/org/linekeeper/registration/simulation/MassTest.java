package org.linekeeper.registration.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.RegistrationSettings;
import org.linekeeper.event.RegistrationState;

/**
 * So many lines at once that anything done for each line by looking at all lines would never end.
 * {@code -Dlinekeeper.simulation.lines=1000} plays less.
 */
final class MassTest {
    private static final int LINES = Integer.getInteger("linekeeper.simulation.lines", 50_000);

    @Test
    void manyLinesAreAddedAndRemovedAtOnce() {
        SimWorld world = new SimWorld(1, 1, RegistrationSettings.defaults().pacedBy(500, 2_000));
        SimPbx pbx = world.pbxs.get(0);
        // the last ones come before the first refresh
        pbx.expires = Duration.ofHours(1);
        world.put(pbx);
        world.process().engine.start();
        for (int line = 1; line <= LINES; line++) {
            world.put(line, pbx, "pw" + line, true);
        }
        // no more than ten lines that never succeeded are on their way at a time
        world.time.forward(Duration.ofSeconds(LINES / 40));
        assertThat(world.process().engine.registrations().ofPbx(pbx.id).lines())
                .containsEntry(RegistrationState.REGISTERED, LINES);
        // a challenge for each line, and nothing in vain
        assertThat(world.watch.sent).isEqualTo(2 * LINES);

        List.copyOf(world.homes.keySet()).forEach(world::delete);
        world.time.forward(Duration.ofMinutes(2));
        assertThat(world.unsettled).isEmpty();
        assertThat(world.watch.violations).isEmpty();
        DaysTest.nothingIsLeft(world, LINES);
    }
}
