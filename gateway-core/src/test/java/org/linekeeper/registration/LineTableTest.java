package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.linekeeper.registration.machine.LineIdentity;
import org.linekeeper.registration.machine.Registration;

final class LineTableTest {
    private final LineTable table = new LineTable();
    private final LineHome home = new EngineFixture(1).engine.home("line1");
    private final PbxFacts facts = new PbxFacts("pbx", true, new PbxAddresses(new AddressPaces()));

    @Test
    void linesAreFoundByBothKeysUntilTheyAreRemoved() {
        Random random = new Random(1);
        List<LineEntry> present = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            if (present.isEmpty() || random.nextInt(3) > 0) {
                LineEntry added = entry(i);
                table.add(added);
                present.add(added);
            } else {
                LineEntry removed = present.remove(random.nextInt(present.size()));
                table.remove(removed);
                table.remove(removed);
                assertThat(table.byId(removed.lineId)).isNull();
                assertThat(table.byIdentity(removed.identity())).isNull();
            }
        }
        for (LineEntry entry : present) {
            assertThat(table.byId(entry.lineId)).isSameAs(entry);
            assertThat(table.byIdentity(entry.identity())).isSameAs(entry);
        }
        assertThat(table.size()).isEqualTo(present.size());
        Set<LineEntry> seen = new HashSet<>();
        table.forEach(seen::add);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(present);
    }

    /** Readers do not wait, and never miss a line that is there, whatever two writers do beside it. */
    @Test
    void readersAlwaysFindWhatStays() {
        for (int i = 0; i < 1_000; i++) {
            table.add(entry(i));
        }
        AtomicBoolean done = new AtomicBoolean();
        // threads of their own: the common pool may have one only, which the reader would keep to itself
        ExecutorService threads = Executors.newFixedThreadPool(3);
        CompletableFuture<@Nullable Void> reading = CompletableFuture.runAsync(
                () -> {
                    int i = 0;
                    while (!done.get()) {
                        int number = i;
                        i = (i + 1) % 1_000;
                        LineEntry found = table.byId("line" + number);
                        assertThat(found).as("line %s", number).isNotNull();
                        assertThat(table.byIdentity(found.identity())).isSameAs(found);
                    }
                },
                threads);
        CompletableFuture<@Nullable Void> one = CompletableFuture.runAsync(() -> comeAndGo(10_000), threads);
        CompletableFuture<@Nullable Void> other = CompletableFuture.runAsync(() -> comeAndGo(50_000), threads);
        CompletableFuture.allOf(one, other).join();
        done.set(true);
        reading.join();
        threads.shutdown();
        assertThat(table.size()).isEqualTo(1_000);
    }

    private void comeAndGo(int from) {
        for (int round = 0; round < 20; round++) {
            List<LineEntry> added = new ArrayList<>();
            for (int i = 0; i < 3_000; i++) {
                LineEntry entry = entry(from + i);
                table.add(entry);
                added.add(entry);
            }
            added.forEach(table::remove);
        }
    }

    private LineEntry entry(int number) {
        LineIdentity identity = LineIdentity.draw(new Random(number));
        return new LineEntry("line" + number, facts, home, Registration.fresh(identity), Instant.EPOCH);
    }
}
