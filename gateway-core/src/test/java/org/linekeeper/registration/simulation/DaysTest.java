package org.linekeeper.registration.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.linekeeper.config.RegistrationSettings;
import org.linekeeper.event.RegistrationState;

/**
 * Half a day with hundreds of lines at several PBXs. {@code -Dlinekeeper.simulation.hours=48} plays longer ones, {@code -Dlinekeeper.simulation.seeds=1000} plays more days,
 * {@code -Dlinekeeper.simulation.from=5000} other ones; {@code -Dlinekeeper.simulation.seed=17} plays that one again.
 */
final class DaysTest {
    private static final int LINES = 210;
    private static final Duration SPAN = Duration.ofHours(Integer.getInteger("linekeeper.simulation.hours", 12));

    static LongStream seeds() {
        Long one = Long.getLong("linekeeper.simulation.seed");
        long from = Long.getLong("linekeeper.simulation.from", 1);
        return one != null
                ? LongStream.of(one)
                : LongStream.range(from, from + Long.getLong("linekeeper.simulation.seeds", 3));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverHappensTheRulesHoldAndAllIsWellInTheEnd(long seed) {
        play(seed, SPAN);
    }

    @Test
    void aSeedReplays() {
        assertThat(play(4_711, Duration.ofHours(6))).isEqualTo(play(4_711, Duration.ofHours(6)));
    }

    private static long play(long seed, Duration span) {
        SimWorld world = new SimWorld(seed, 3, pace());
        try {
            run(world, new Script(world, seed, LINES), span);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "Replay with -Dlinekeeper.simulation.seed=" + seed + " at " + world.time.now() + ": "
                            + e.getMessage() + "\n" + world.trace,
                    e);
        }
        return world.trace.fingerprint();
    }

    private static void run(SimWorld world, Script script, Duration span) {
        world.time.afterEach(() -> {
            if (!world.watch.violations.isEmpty()) {
                throw new AssertionError(String.join("; ", world.watch.violations));
            }
        });
        world.network.loss = 0.05;
        for (int line = 1; line <= LINES; line++) {
            world.put(line, world.pbxs.get(line % world.pbxs.size()), "pw" + line, true);
        }
        world.process().engine.start();
        var end = world.time.now().plus(span);
        while (world.time.now().isBefore(end)) {
            script.trouble();
            world.time.forward(world.time.millis(1, 60 * 60_000));
            world.timetable.sweep(lineId -> home(world, lineId));
        }
        script.calmDown();
        world.time.forward(Duration.ofHours(2));
        world.homes.keySet().forEach(world::refresh);
        world.time.forward(Duration.ofHours(3));
        allAreRegisteredOnce(world);
        List.copyOf(world.homes.keySet()).forEach(world::delete);
        world.time.forward(Duration.ofMinutes(30));
        nothingIsLeft(world, LINES);
    }

    private static String home(SimWorld world, String lineId) {
        SimPbx home = world.homes.get(Integer.parseInt(lineId.substring(4)));
        return home == null ? "pbx1" : home.id;
    }

    private static void allAreRegisteredOnce(SimWorld world) {
        world.homes.forEach((line, home) -> {
            var view = world.process().engine.registrations().of("line" + line).orElseThrow();
            assertThat(view.state())
                    .as("%s\n%s", view, world.trace.of(line + "t@"))
                    .isIn(RegistrationState.REGISTERED, RegistrationState.REFRESHING);
            String aor = SimWorld.aor(line, home);
            if (world.unsettled.containsKey("line" + line)) {
                assertThat(home.registrar.living(aor)).as(aor).contains(view.contactToken());
            } else {
                assertThat(home.registrar.living(aor)).as(aor).containsExactly(view.contactToken());
            }
            assertThat(home.registrar.bindings.get(aor)).containsKey(SimRegistrar.DESK_PHONE);
        });
    }

    static void nothingIsLeft(SimWorld world, int lines) {
        assertThat(world.process().timersSet()).as("timers").isZero();
        assertThat(world.watch.inFlight()).as("transactions").isZero();
        assertThat(world.settings.states).as("saved states").isEmpty();
        for (SimPbx pbx : world.pbxs) {
            assertThat(world.process().engine.registrations().ofPbx(pbx.id).total())
                    .as("entries")
                    .isZero();
            for (int line = 1; line <= lines; line++) {
                String aor = SimWorld.aor(line, pbx);
                if (!world.unsettled.containsKey("line" + line)) {
                    assertThat(pbx.registrar.living(aor)).as("left of " + aor).isEmpty();
                }
            }
        }
    }

    private static RegistrationSettings pace() {
        return RegistrationSettings.defaults().pacedBy(16, 30);
    }
}
