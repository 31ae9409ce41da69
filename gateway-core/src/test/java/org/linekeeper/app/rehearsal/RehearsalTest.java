package org.linekeeper.app.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.linekeeper.event.GatewayEvent;
import org.linekeeper.event.RegistrationChanged;
import org.linekeeper.event.RegistrationState;
import org.linekeeper.registration.RegistrationTimes;
import org.linekeeper.registration.SteadyClock;

/** The real stack on loopback. */
final class RehearsalTest {
    @Test
    void everyImaginaryLineIsRegisteredAndRefreshedAndNothingIsLeftBehind() {
        Clock clock = new SteadyClock(Clock.systemUTC(), System::nanoTime);

        Map<String, Set<String>> registered = new ConcurrentHashMap<>();
        Queue<GatewayEvent> others = new ConcurrentLinkedQueue<>();

        int granted = new Rehearsal(
                        event -> {
                            if (event instanceof RegistrationChanged changed
                                    && changed.state() == RegistrationState.REGISTERED) {
                                registered
                                        .computeIfAbsent(changed.pbxId(), pbx -> ConcurrentHashMap.newKeySet())
                                        .add(changed.lineId());
                            } else {
                                others.add(event);
                            }
                        },
                        RegistrationTimes.NONE,
                        clock,
                        new SecureRandom())
                .play(500, Duration.ofMinutes(1));

        assertThat(granted).isGreaterThanOrEqualTo(2 * 500);
        assertThat(registered.values())
                .as("whatever way the PBX words its answers")
                .extracting(Set::size)
                .containsExactly(125, 125, 125, 125);
        assertThat(others).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(Thread::isAlive)
                .extracting(Thread::getName)
                .doesNotContain("rehearsal");
    }
}
