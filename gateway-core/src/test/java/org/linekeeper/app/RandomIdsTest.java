package org.linekeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomIdsTest {
    @Test
    void idsAreLettersAndDigitsAndNeverTwiceTheSameAlsoWhenMoreIsDrawn() {
        RandomIds ids = new RandomIds(new SecureRandom());
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String id = ids.get();
            assertThat(id).matches("[0-9a-z]{2,20}");
            assertThat(seen.add(id)).as(id).isTrue();
        }
    }

    @Test
    void allBitsOfWhatIsDrawnCount() {
        SecureRandom ones = new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
                java.util.Arrays.fill(bytes, (byte) -1);
            }
        };
        String half = Long.toString((1L << 48) - 1, 36);
        assertThat(new RandomIds(ones).get()).isEqualTo(half + half);
    }
}
