package org.linekeeper.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FanOutTest {
    private static final GatewayEvent EVENT = new CallAnswered(Instant.EPOCH, "c1");

    @Test
    void aListenerThatThrowsKeepsNobodyFromTheEvent() {
        List<String> told = new ArrayList<>();
        FanOut fanOut = new FanOut(List.of(
                event -> told.add("first"),
                event -> {
                    throw new IllegalStateException("broken");
                },
                event -> told.add("last")));

        fanOut.publish(EVENT);
        fanOut.publish(EVENT);

        assertThat(told).containsExactly("first", "last", "first", "last");
        assertThat(fanOut.failures()).isEqualTo(2);
    }
}
