package org.linekeeper.app;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.loop.Timers;
import org.linekeeper.sip.transport.CertificateInUse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks again and again whether certificates were replaced, and warns once a day of those that end soon. */
final class CertificateWatch implements AutoCloseable {
    /** From how long before its end on a certificate is warned of. */
    static final Duration SOON = Duration.ofDays(30);

    static final Duration PAUSE = Duration.ofSeconds(10);

    private static final Duration REMIND = Duration.ofDays(1);
    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

    private final Runnable reload;
    private final Supplier<List<CertificateInUse>> certificates;
    private final Loop loop;
    private final Executor background;
    private final Clock clock;
    private final Map<String, Instant> warned = new HashMap<>();
    private Timers.Timeout next = () -> {};
    private boolean closed;

    /**
     * @param reload reads what has changed; blocks
     * @param certificates those in use
     * @param loop has the timer
     * @param background where files are read
     */
    CertificateWatch(
            Runnable reload,
            Supplier<List<CertificateInUse>> certificates,
            Loop loop,
            Executor background,
            Clock clock) {
        this.reload = reload;
        this.certificates = certificates;
        this.loop = loop;
        this.background = background;
        this.clock = clock;
    }

    void start() {
        background.execute(this::warn);
        loop.execute(this::schedule);
    }

    private void schedule() {
        if (!closed) {
            next = loop.timers().schedule(PAUSE, () -> background.execute(this::look));
        }
    }

    private void look() {
        try {
            reload.run();
            warn();
        } catch (RuntimeException e) {
            LOG.error("Certificates could not be looked at", e);
        } finally {
            loop.execute(this::schedule);
        }
    }

    /** In the background only. */
    private void warn() {
        Instant now = clock.instant();
        Collection<CertificateInUse> all = certificates.get();
        warned.keySet().retainAll(all.stream().map(CertificateWatch::key).toList());
        for (CertificateInUse each : all) {
            Duration left = Duration.between(now, each.expires());
            Instant last = warned.getOrDefault(key(each), Instant.MIN);
            if (left.compareTo(SOON) < 0 && (last.equals(Instant.MIN) || !now.isBefore(last.plus(REMIND)))) {
                warned.put(key(each), now);
                LOG.warn(
                        "Listener {}: the certificate for {} {} at {}; renew it and put the new one in its place",
                        each.listener(),
                        each.names(),
                        left.isNegative() ? "ended" : "ends",
                        each.expires());
            }
        }
    }

    private static String key(CertificateInUse certificate) {
        return certificate.listener() + " " + certificate.id();
    }

    @Override
    public void close() {
        loop.execute(() -> {
            closed = true;
            next.cancel();
        });
    }
}
