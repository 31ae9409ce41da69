package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StrangerRecordsTest {
    private Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private final StrangerRecords records = new StrangerRecords(new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    @Test
    void theFirstFewAreRecordedThenOneASecondAndTheRestIsCounted() {
        assertThat(recordedOf(1_000)).isEqualTo(StrangerRecords.AT_ONCE);
        assertThat(records.unrecorded()).isEqualTo(1_000 - StrangerRecords.AT_ONCE);

        now = now.plus(Duration.ofSeconds(3));
        assertThat(recordedOf(1_000)).isEqualTo(3);
    }

    @Test
    void aPauseEarnsNoMoreThanTheFirstFew() {
        recordedOf(100);
        now = now.plus(Duration.ofDays(1));

        assertThat(recordedOf(100)).isEqualTo(StrangerRecords.AT_ONCE);
    }

    private long recordedOf(int calls) {
        return IntStream.range(0, calls).filter(call -> records.isRecorded()).count();
    }
}
