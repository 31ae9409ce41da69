package org.linekeeper.call.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MemoTest {
    @Test
    void asksOnceAndNeverKeepsMoreThanItMay() {
        Memo<Integer> memo = new Memo<>(3);
        AtomicInteger asked = new AtomicInteger();
        for (int round = 0; round < 2; round++) {
            assertThat(memo.get("aa", key -> asked.incrementAndGet() + key.length()))
                    .isEqualTo(3);
        }
        assertThat(asked).hasValue(1);
        for (int i = 0; i < 1_000; i++) {
            assertThat(memo.get("k" + i, String::length)).isEqualTo(("k" + i).length());
            assertThat(memo.size()).isLessThanOrEqualTo(3);
        }
    }
}
