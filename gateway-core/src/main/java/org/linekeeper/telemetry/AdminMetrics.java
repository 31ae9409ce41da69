package org.linekeeper.telemetry;

import java.time.Duration;

/** Counts and times the requests of the admin port. */
public final class AdminMetrics {
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2)
    };

    private final Metrics metrics;

    public AdminMetrics(Metrics metrics) {
        this.metrics = metrics;
    }

    /**
     * One request was answered.
     *
     * @param route the template of its path, such as {@code /lines/{id}}, or a fixed word when it has none; never the path itself
     * @param method its method, when it is one that the port knows
     * @param status the status of the answer
     * @param took from the end of its headers to the answer
     */
    public void answered(String route, String method, int status, Duration took) {
        metrics.counter(
                        "linekeeper.admin.requests",
                        "Requests to the admin port",
                        "route",
                        route,
                        "method",
                        method,
                        "status",
                        Integer.toString(status))
                .increment();
        metrics.timer("linekeeper.admin.request", "Time the admin port takes to answer", BOUNDS)
                .record(took);
    }
}
