package org.linekeeper.telemetry;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.linekeeper.registration.RegistrationTimes;

/** Times the answers of registrars, and how late refreshes are sent. Never blocks. */
public final class RegisterTimers implements RegistrationTimes {
    private static final Duration[] ANSWER_BOUNDS = bounds(10, 25, 50, 100, 250, 500, 1_000, 4_000, 32_000);
    private static final Duration[] LATENESS_BOUNDS = bounds(10, 100, 500, 1_000, 5_000, 15_000, 60_000);

    private final Timer answers;
    private final Timer lateness;

    public RegisterTimers(Metrics metrics) {
        answers = metrics.timer(
                "linekeeper.register.response", "From REGISTER to its final response, or to giving up", ANSWER_BOUNDS);
        lateness = metrics.timer(
                "linekeeper.register.refresh.lateness", "How long refreshes that were due waited", LATENESS_BOUNDS);
    }

    @Override
    public void answered(Duration took) {
        answers.record(took);
    }

    @Override
    public void refreshWaited(Duration waited) {
        lateness.record(waited);
    }

    private static Duration[] bounds(int... millis) {
        Duration[] bounds = new Duration[millis.length];
        for (int i = 0; i < millis.length; i++) {
            bounds[i] = Duration.ofMillis(millis[i]);
        }
        return bounds;
    }
}
