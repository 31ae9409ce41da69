package org.linekeeper.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import org.linekeeper.event.RegistrationState;

/** All meters of one gateway. Safe for use by any thread. */
public final class Metrics implements AutoCloseable {
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gc = new JvmGcMetrics();

    public Metrics() {
        gc.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** All meters in the Prometheus text format 0.0.4. */
    public String scrape() {
        return registry.scrape();
    }

    /** Shows how many lines are in each state; the function is asked once a state at each scrape. */
    public void watchRegistrations(ToIntFunction<RegistrationState> lines) {
        for (RegistrationState state : RegistrationState.values()) {
            Gauge.builder("linekeeper.registrations", () -> lines.applyAsInt(state))
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .description("Lines by state of their registration")
                    .register(registry);
        }
    }

    /** Shows how long it took, from the start of the process, until every line of the store was brought to its schedule. */
    public void linesScheduled(Duration afterStart) {
        Gauge.builder("linekeeper.startup.lines.scheduled.seconds", () -> afterStart.toNanos() / NANOS_PER_SECOND)
                .description("Time from the start of the process until every line of the store was scheduled")
                .register(registry);
    }

    /** Shows a number that another part keeps; asked at each scrape. */
    public void watch(WatchedMeter meter, LongSupplier number) {
        if (meter.tag().isPresent()) {
            throw new IllegalArgumentException(meter + " needs a value of its tag");
        }
        register(meter, Tags.empty(), number);
    }

    /**
     * Shows one of several numbers that differ in a tag.
     *
     * @param value the tag's value, one of few that never change, such as the name of a constant; shown in lower case
     */
    public void watch(WatchedMeter meter, String value, LongSupplier number) {
        String tag = meter.tag().orElseThrow(() -> new IllegalArgumentException(meter + " has no tag"));
        register(meter, Tags.of(tag, value.toLowerCase(Locale.ROOT)), number);
    }

    private void register(WatchedMeter meter, Tags tags, LongSupplier number) {
        if (meter.isLevel()) {
            Gauge.builder(meter.id(), number::getAsLong)
                    .description(meter.description())
                    .tags(tags)
                    .register(registry);
        } else {
            // Micrometer holds the object weakly and the function strongly: were the number the object, it would be 0
            // after
            // the first garbage collection.
            FunctionCounter.builder(meter.id(), registry, alwaysThere -> number.getAsLong())
                    .description(meter.description())
                    .tags(tags)
                    .register(registry);
        }
    }

    Counter counter(String name, String description, String... tags) {
        return Counter.builder(name).description(description).tags(tags).register(registry);
    }

    Timer timer(String name, String description, Duration[] bounds, String... tags) {
        return Timer.builder(name)
                .description(description)
                .tags(tags)
                .serviceLevelObjectives(bounds)
                .register(registry);
    }

    PrometheusMeterRegistry registry() {
        return registry;
    }

    @Override
    public void close() {
        gc.close();
        registry.close();
    }
}
