package org.linekeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.loop.Timers;
import org.linekeeper.sip.transport.CertificateInUse;
import org.slf4j.LoggerFactory;

/** Looking for new certificates, and warning of old ones. */
class CertificateWatchTest {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private final List<CertificateInUse> certificates = new ArrayList<>();
    private final HandLoop loop = new HandLoop();
    private Instant now = START;
    private int reloads;

    private final Clock clock = new Clock() {
        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    private final CertificateWatch watch =
            new CertificateWatch(() -> reloads++, () -> certificates, loop, Runnable::run, clock);

    private static CertificateInUse certificate(String id, Duration left) {
        return new CertificateInUse("teams", id, List.of(id + ".example"), START.plus(left));
    }

    private List<String> warnings(Runnable during) {
        Logger logger = (Logger) LoggerFactory.getLogger(CertificateWatch.class);
        ListAppender<ILoggingEvent> seen = new ListAppender<>();
        seen.start();
        logger.addAppender(seen);
        try {
            during.run();
        } finally {
            logger.detachAppender(seen);
        }
        return seen.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void looksAgainAndAgainUntilItIsClosed() {
        watch.start();
        loop.fire();
        loop.fire();
        assertThat(reloads).isEqualTo(2);
        watch.close();
        assertThat(loop.pending).isEmpty();
    }

    @Test
    void warnsOfWhatEndsWithinAMonthOnceADay() {
        certificates.add(certificate("soon", Duration.ofDays(29)));
        certificates.add(certificate("late", Duration.ofDays(31)));
        certificates.add(certificate("gone", Duration.ofDays(-1)));
        assertThat(warnings(watch::start))
                .satisfiesExactlyInAnyOrder(
                        text -> assertThat(text).contains("soon.example").contains("ends"),
                        text -> assertThat(text).contains("gone.example").contains("ended"));
        assertThat(warnings(loop::fire)).isEmpty();
        now = now.plus(Duration.ofDays(1));
        assertThat(warnings(loop::fire)).hasSize(2);
        certificates.clear();
        assertThat(warnings(loop::fire)).isEmpty();
    }

    /** Runs what it is given at once, and timers when told. */
    private static final class HandLoop implements Loop, Timers {
        private final List<Runnable> pending = new ArrayList<>();

        void fire() {
            List<Runnable> due = List.copyOf(pending);
            pending.clear();
            due.forEach(Runnable::run);
        }

        @Override
        public int index() {
            return 0;
        }

        @Override
        public boolean isCurrent() {
            return true;
        }

        @Override
        public Timers timers() {
            return this;
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public Timeout schedule(Duration delay, Runnable task) {
            assertThat(delay).isEqualTo(CertificateWatch.PAUSE);
            pending.add(task);
            return () -> pending.remove(task);
        }
    }
}
