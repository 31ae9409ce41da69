package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.call.presence.Presence;
import org.linekeeper.call.presence.Presence.State;
import org.linekeeper.config.model.PauseMethod;
import org.linekeeper.config.store.PresenceStore;

/** Lines that took no calls before a restart. */
class ResumedPresencesTest {
    private final Instant now = Instant.now();

    private final FakeStore store = new FakeStore();
    private CallWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private PresenceStore.Stored stored(State state, Duration left) {
        return new PresenceStore.Stored(
                state.name(),
                now.minusSeconds(600),
                Optional.of(left).filter(some -> !some.isZero()).map(now::plus));
    }

    private Optional<Presence> presence(String line) {
        return world.engine.lines().of(line).orElseThrow().presence();
    }

    private void toldByEvents() {
        world.directory.pbxs.computeIfPresent("p1", (id, pbx) -> pbx.with(PauseMethod.AS_FEATURE_EVENT));
    }

    @Test
    void theyTakeNoneAfterIt() {
        store.kept.put("l1", stored(State.DO_NOT_DISTURB, Duration.ZERO));
        store.kept.put("l2", stored(State.BUSY, Duration.ofSeconds(-1)));
        store.kept.put("l3", new PresenceStore.Stored("ASLEEP", now, Optional.empty()));
        world.engine.resume(store);
        assertThat(presence("l1")).hasValueSatisfying(resumed -> {
            assertThat(resumed.state()).isEqualTo(State.DO_NOT_DISTURB);
            assertThat(resumed.since()).isEqualTo(now.minusSeconds(600));
        });
        assertThat(presence("l2")).as("its time was over").isEmpty();
        assertThat(store.kept).doesNotContainKey("l2");
        Dialled call = Dialled.fromPbx(world, "tok-l1", "201", "rp1");
        call.invite(Dialled.OFFER);
        call.ackFailure(world.pbx.response(480, "INVITE"));
        assertThat(world.record(1).outcome().code()).isEqualTo("line_do_not_disturb");
    }

    @Test
    void whatTheySayFromThenOnIsKept() {
        world.engine.resume(store);
        world.engine.lines().set("l1", State.AWAY, Optional.of(Duration.ofMinutes(5)));
        assertThat(store.kept.get("l1").state()).isEqualTo("AWAY");
        assertThat(store.kept.get("l1").until())
                .isEqualTo(presence("l1").orElseThrow().until());
        world.engine.lines().set("l1", State.AVAILABLE, Optional.empty());
        assertThat(store.kept).isEmpty();
    }

    @Test
    void aStoreThatCannotBeReadStopsNothing() {
        store.broken = true;
        world.engine.resume(store);
        world.engine.lines().set("l1", State.AWAY, Optional.empty());
        assertThat(store.kept).containsKey("l1");
    }

    /** The PBX would keep the calls of such a line for ever. */
    @Test
    void aPbxIsToldTheEndThatCameMeanwhile() {
        toldByEvents();
        store.kept.put("l1", stored(State.AWAY, Duration.ofSeconds(-1)));
        world.engine.resume(store);
        assertThat(world.pbx.request("SUBSCRIBE").raw()).contains("<doNotDisturbOn>false</doNotDisturbOn>");
    }

    @Test
    void aPbxIsToldTheEndWhenItComesAndTheBeginningNotAgain() {
        toldByEvents();
        store.kept.put("l1", stored(State.AWAY, Duration.ofMinutes(10)));
        store.kept.put("l2", stored(State.DO_NOT_DISTURB, Duration.ZERO));
        world.engine.resume(store);
        world.engine.lines().set("l2", State.AVAILABLE, Optional.empty());
        SipText first = world.pbx.request("SUBSCRIBE");
        assertThat(first.uri()).contains("102t");
        assertThat(first.raw()).contains("<doNotDisturbOn>false</doNotDisturbOn>");
        world.ticker.speed(600);
        SipText second = world.pbx.await(
                "the end for l1",
                message -> message.is("SUBSCRIBE") && message.uri().contains("101t"));
        world.ticker.speed(1);
        assertThat(second.raw()).contains("<doNotDisturbOn>false</doNotDisturbOn>");
    }

    @Test
    void aPbxThatWasNeverToldHearsNothing() {
        toldByEvents();
        store.kept.put("l1", stored(State.BUSY, Duration.ofSeconds(-1)));
        world.engine.resume(store);
        world.engine.lines().set("l2", State.AWAY, Optional.empty());
        assertThat(world.pbx.request("SUBSCRIBE").uri()).contains("102t");
        assertThat(world.engine.toldLines()).isEqualTo(1);
    }

    /** A store in memory. */
    private static final class FakeStore implements PresenceStore {
        private final Map<String, Stored> kept = new ConcurrentHashMap<>();
        private boolean broken;

        @Override
        public void save(String lineId, Stored presence) {
            kept.put(lineId, presence);
        }

        @Override
        public void delete(String lineId) {
            kept.remove(lineId);
        }

        @Override
        public Map<String, Stored> load() {
            if (broken) {
                throw new IllegalStateException("the disk is broken");
            }
            return Map.copyOf(kept);
        }
    }
}
