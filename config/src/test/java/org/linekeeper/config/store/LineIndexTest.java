package org.linekeeper.config.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.config.model.Examples;
import org.linekeeper.config.model.Line;

class LineIndexTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void behavesAsAMap(long seed) {
        Random random = new Random(seed);
        LineIndex index = new LineIndex(LineKey.PHONE_NUMBER);
        Map<String, Line> model = new HashMap<>();
        int keys = 1 << random.nextInt(1, 10);
        for (int step = 0; step < 5_000; step++) {
            Line line = Examples.line("id" + random.nextInt(3), "p", "r", random.nextInt(keys));
            if (random.nextInt(5) < 3) {
                index.put(line);
                model.put(line.phoneNumber(), line);
            } else {
                index.remove(line.phoneNumber(), line.id());
                model.computeIfPresent(
                        line.phoneNumber(), (number, there) -> there.id().equals(line.id()) ? null : there);
            }
            String probe = Examples.line("x", "p", "r", random.nextInt(keys)).phoneNumber();
            assertThat(index.get(probe)).isEqualTo(Optional.ofNullable(model.get(probe)));
            assertThat(index.isEmpty()).isEqualTo(model.isEmpty());
        }
        assertThat(index.all()).containsExactlyInAnyOrderElementsOf(model.values());
    }

    /** A line that nobody touches is found at every moment, whatever comes and goes around it. */
    @Test
    void readersNeverMissALineThatStays() {
        LineIndex index = new LineIndex(LineKey.ID);
        Line steady = Examples.line("steady", "p", "r", 0);
        index.put(steady);
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Long> missed = CompletableFuture.supplyAsync(() -> {
            long count = 0;
            while (!over.get()) {
                count += index.get("steady").isPresent() ? 0 : 1;
            }
            return count;
        });
        for (int round = 0; round < 30; round++) {
            for (int i = 0; i < 2_000; i++) {
                index.put(Examples.line("l" + i, "p", "r", i));
            }
            for (int i = 0; i < 2_000; i++) {
                index.remove("l" + i, "l" + i);
            }
        }
        over.set(true);
        assertThat(missed.join()).isZero();
    }
}
