package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TrialThrottleTest {
    private final World world = new World(1, 1);
    private final TrialThrottle throttle = new TrialThrottle(world.clock());

    @Test
    void aLineIsTestedOnceAtATime() {
        assertThat(throttle.begin("pbx", "line a")).isEmpty();
        assertThat(throttle.begin("pbx", "line a").orElseThrow().retryAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(throttle.begin("pbx", "line b")).isEmpty();
        throttle.ended("line a");
        assertThat(throttle.begin("pbx", "line a")).isEmpty();
    }

    @Test
    void aPbxHearsFiveInTenSeconds() {
        for (int i = 0; i < 5; i++) {
            assertThat(throttle.begin("pbx", "line " + i)).isEmpty();
            throttle.ended("line " + i);
            world.forward(Duration.ofSeconds(1));
        }
        assertThat(throttle.begin("pbx", "line 5").orElseThrow().retryAfter()).isEqualTo(Duration.ofSeconds(5));
        assertThat(throttle.begin("other", "line 6")).isEmpty();
        throttle.ended("line 6");
        world.forward(Duration.ofSeconds(5));
        assertThat(throttle.begin("pbx", "line 5")).isEmpty();
        throttle.ended("line 5");
        assertThat(throttle.begin("pbx", "line 7")).isPresent();
    }

    @Test
    void nothingIsRememberedOfPbxsThatRest() {
        for (int i = 0; i < 100; i++) {
            throttle.begin("pbx " + i, "line " + i);
            throttle.ended("line " + i);
        }
        world.forward(Duration.ofSeconds(10));
        throttle.begin("pbx", "line");
        throttle.ended("line");
        assertThat(throttle.size()).isEqualTo(1);
    }
}
