package org.linekeeper.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.model.Enterprise;
import org.linekeeper.config.model.Entity;
import org.linekeeper.config.store.ConfigStore;
import org.linekeeper.config.store.Owner;
import org.linekeeper.config.store.Precondition;
import org.linekeeper.config.store.Versioned;
import org.linekeeper.config.store.WriteOutcome;
import org.linekeeper.event.CallAnswered;
import org.linekeeper.event.CallDirection;
import org.linekeeper.event.CallEnded;
import org.linekeeper.event.CallOutcome;
import org.linekeeper.event.CallRecord;
import org.linekeeper.event.CallStarted;
import org.linekeeper.event.PeerAsked;
import org.linekeeper.event.RegistrationChanged;
import org.linekeeper.event.RegistrationOutcome;
import org.linekeeper.event.RegistrationState;

final class MetricsTest {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private static final Path DOC = Path.of("../docs/metrics.md");

    private final Metrics metrics = new Metrics();
    private final MetricsListener listener = new MetricsListener(metrics);

    @AfterEach
    void close() {
        metrics.close();
    }

    private double value(String series) {
        Matcher line =
                Pattern.compile("(?m)^" + Pattern.quote(series) + " (\\S+)$").matcher(metrics.scrape());
        assertThat(line.find()).as(series + " in\n" + metrics.scrape()).isTrue();
        return Double.parseDouble(line.group(1));
    }

    @Test
    void countsRegistrationsByOutcome() {
        for (int i = 0; i < 3; i++) {
            listener.publish(registration(new RegistrationOutcome.Granted(Duration.ofMinutes(5))));
        }
        listener.publish(registration(new RegistrationOutcome.Failed("wrong_password", 403, "")));
        metrics.watchRegistrations(state -> state == RegistrationState.REGISTERED ? 7 : 0);

        assertThat(value("linekeeper_registration_outcomes_total{code=\"granted\"}"))
                .isEqualTo(3);
        assertThat(value("linekeeper_registration_outcomes_total{code=\"wrong_password\"}"))
                .isEqualTo(1);
        assertThat(value("linekeeper_registrations{state=\"registered\"}")).isEqualTo(7);
        assertThat(value("linekeeper_registrations{state=\"backing_off\"}")).isZero();
    }

    @Test
    void followsACall() {
        listener.publish(new CallStarted(START, "c1", CallDirection.PBX_TO_TEAMS, "ann"));
        listener.publish(new CallStarted(START, "c2", CallDirection.PBX_TO_TEAMS, "bob"));
        listener.publish(new CallAnswered(START, "c1"));
        assertThat(value("linekeeper_calls_active{direction=\"pbx_to_teams\"}")).isEqualTo(2);

        listener.publish(ended("c1", new CallOutcome.Completed(CallOutcome.Party.CALLEE), 30));

        assertThat(value("linekeeper_calls_active{direction=\"pbx_to_teams\"}")).isEqualTo(1);
        assertThat(value("linekeeper_calls_started_total{direction=\"pbx_to_teams\"}"))
                .isEqualTo(2);
        assertThat(value("linekeeper_calls_answered_total{direction=\"pbx_to_teams\"}"))
                .isEqualTo(1);
        assertThat(value("linekeeper_calls_ended_total{direction=\"pbx_to_teams\",outcome=\"completed\"}"))
                .isEqualTo(1);
        assertThat(value("linekeeper_call_post_dial_delay_seconds_sum{direction=\"pbx_to_teams\"}"))
                .isEqualTo(0.2);
        assertThat(value("linekeeper_call_ring_seconds_sum{direction=\"pbx_to_teams\"}"))
                .isEqualTo(2.8);
        assertThat(value("linekeeper_call_duration_seconds_sum{direction=\"pbx_to_teams\"}"))
                .isEqualTo(30);
        assertThat(value("linekeeper_call_duration_seconds_bucket{direction=\"pbx_to_teams\",le=\"30.0\"}"))
                .isEqualTo(1);
    }

    @Test
    void aRefusedCallThatNeverStartedDoesNotCountDown() {
        for (int i = 0; i < 5; i++) {
            listener.publish(ended("r" + i, new CallOutcome.Refused("unknown_tenant", 404, 1, ""), -1));
        }
        assertThat(value("linekeeper_calls_active{direction=\"pbx_to_teams\"}")).isZero();
        assertThat(value("linekeeper_calls_ended_total{direction=\"pbx_to_teams\",outcome=\"unknown_tenant\"}"))
                .isEqualTo(5);
    }

    @Test
    void aClockSetBackSubtractsNothing() {
        listener.publish(ended("c1", new CallOutcome.Completed(CallOutcome.Party.CALLEE), -100));
        assertThat(value("linekeeper_call_duration_seconds_sum{direction=\"pbx_to_teams\"}"))
                .isZero();
    }

    @Test
    void codesAndUsersNeverMakeSeriesWithoutEnd() {
        for (int i = 0; i < 5_000; i++) {
            listener.publish(registration(new RegistrationOutcome.Failed("code_" + i, 400, "")));
            listener.publish(ended("c" + i, new CallOutcome.Refused("Bad Code " + i, 400, 1, ""), -1));
        }
        String scraped = metrics.scrape();
        long series = scraped.lines()
                .filter(line -> line.startsWith("linekeeper_registration_outcomes_total{"))
                .count();
        assertThat(series).isEqualTo(CodeCounter.MOST + 1);
        assertThat(value("linekeeper_registration_outcomes_total{code=\"other\"}"))
                .isEqualTo(5_000.0 - CodeCounter.MOST);
        assertThat(value("linekeeper_calls_ended_total{direction=\"pbx_to_teams\",outcome=\"other\"}"))
                .isEqualTo(5_000);
        assertThat(scraped).doesNotContain("ann", "acme");
    }

    @Test
    void countsWritesByOutcome() {
        AtomicLong nanos = new AtomicLong();
        ConfigStore store = new MeteredStore(
                new OneAnswer(new WriteOutcome.PreconditionFailed(3)), metrics, () -> nanos.addAndGet(5_000_000));
        Enterprise acme = new Enterprise("acme", "Acme", Optional.empty(), OptionalInt.empty(), true, true);
        assertThat(store.put(acme, new Precondition.Absent())).isEqualTo(new WriteOutcome.PreconditionFailed(3));
        store.delete(Entity.Kind.LINE, "x", new Precondition.None());
        assertThat(value("linekeeper_store_writes_total{outcome=\"precondition_failed\"}"))
                .isEqualTo(2);
        assertThat(value("linekeeper_store_write_seconds_count")).isEqualTo(2);
        assertThat(value("linekeeper_store_write_seconds_sum")).isEqualTo(0.01);
    }

    @Test
    void watchedMetersNeedTheirTagAndOnlyThen() {
        assertThatThrownBy(() -> metrics.watch(WatchedMeter.SIP_EVENTS, () -> 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> metrics.watch(WatchedMeter.CDR_LOST, "x", () -> 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theDocumentNamesEveryMetricWithItsTypeAndTags() throws IOException {
        everything();
        Set<String> shown = new TreeSet<>();
        String scraped = metrics.scrape();
        Matcher type = Pattern.compile("(?m)^# TYPE (linekeeper_\\S+) (\\S+)$").matcher(scraped);
        while (type.find()) {
            if (!type.group(1).endsWith("_max")) {
                shown.add(type.group(1) + " " + type.group(2) + " " + tags(type.group(1), scraped));
            }
        }
        Set<String> documented = new TreeSet<>();
        Matcher row = Pattern.compile("(?m)^\\| `(linekeeper_\\S+)` \\| (\\S+) \\|([^|]*)\\|")
                .matcher(Files.readString(DOC));
        while (row.find()) {
            documented.add(row.group(1) + " " + row.group(2) + " "
                    + row.group(3).replace("`", "").strip());
        }
        assertThat(documented).isEqualTo(shown);
    }

    private static String tags(String name, String scraped) {
        Matcher series = Pattern.compile("(?m)^" + Pattern.quote(name) + "(?:_bucket)?\\{(.*)} \\S+$")
                .matcher(scraped);
        if (!series.find()) {
            return "";
        }
        Set<String> names = new TreeSet<>();
        Matcher tag = Pattern.compile("(\\w+)=\"").matcher(series.group(1));
        while (tag.find()) {
            names.add(tag.group(1));
        }
        names.remove("le");
        return String.join(", ", names);
    }

    @Test
    void aWatchedNumberOutlivesGarbageCollection() {
        LongAdder adder = new LongAdder();
        metrics.watch(WatchedMeter.SIP_EVENTS, "NOT_SIP", () -> adder.sum());
        adder.add(7);
        WeakReference<Object> canary = new WeakReference<>(new Object());
        await().until(() -> {
            System.gc();
            return canary.get() == null;
        });
        assertThat(value("linekeeper_sip_events_total{event=\"not_sip\"}")).isEqualTo(7);
    }

    private void everything() {
        listener.publish(registration(new RegistrationOutcome.Removed()));
        listener.publish(new PeerAsked(START, "sip.example.com:5061", "200"));
        listener.publish(new CallStarted(START, "c1", CallDirection.TEAMS_TO_PBX, "ann"));
        listener.publish(new CallAnswered(START, "c1"));
        listener.publish(ended("c1", new CallOutcome.Completed(CallOutcome.Party.CALLEE), 30));
        metrics.watchRegistrations(state -> 1);
        metrics.linesScheduled(Duration.ofMillis(1_250));
        assertThat(metrics.scrape()).contains("linekeeper_startup_lines_scheduled_seconds 1.25");
        RegisterTimers timers = new RegisterTimers(metrics);
        timers.answered(Duration.ofMillis(30));
        timers.refreshWaited(Duration.ofMillis(2));
        new AdminMetrics(metrics).answered("/lines/{id}", "GET", 200, Duration.ofMillis(3));
        new MeteredStore(new OneAnswer(new WriteOutcome.NotFound()), metrics, System::nanoTime)
                .delete(Entity.Kind.LINE, "x", new Precondition.None());
        for (WatchedMeter meter : WatchedMeter.values()) {
            if (meter.tag().isPresent()) {
                metrics.watch(meter, "SOME_VALUE", () -> 5);
            } else {
                metrics.watch(meter, () -> 5);
            }
        }
    }

    private static RegistrationChanged registration(RegistrationOutcome outcome) {
        return new RegistrationChanged(START, "ann", "acme-hq", RegistrationState.REGISTERED, outcome);
    }

    /** A call that rang after 200 ms and was answered after 3 s; one that was never answered when the seconds are -1. */
    private static CallEnded ended(String callId, CallOutcome outcome, long talkSeconds) {
        boolean answered = talkSeconds != -1;
        Instant answer = START.plusSeconds(3);
        Instant end = answered ? answer.plusSeconds(talkSeconds) : START;
        CallRecord call = new CallRecord(
                callId,
                CallDirection.PBX_TO_TEAMS,
                Optional.empty(),
                Optional.of("acme"),
                Optional.empty(),
                Optional.empty(),
                Optional.of("ann"),
                "1",
                "2",
                Optional.empty(),
                Optional.empty(),
                "x",
                Optional.empty(),
                "192.0.2.1:5060",
                Optional.empty(),
                START,
                answered ? Optional.of(START.plusMillis(200)) : Optional.empty(),
                answered ? Optional.of(answer) : Optional.empty(),
                end,
                Optional.empty(),
                outcome,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new CallEnded(end, call);
    }

    /** A store that answers every write alike. */
    private record OneAnswer(WriteOutcome outcome) implements ConfigStore {
        @Override
        public WriteOutcome put(Entity entity, Precondition precondition) {
            return outcome;
        }

        @Override
        public WriteOutcome delete(Entity.Kind kind, String id, Precondition precondition) {
            return outcome;
        }

        @Override
        public Optional<Versioned<Entity>> get(Entity.Kind kind, String id) {
            return Optional.empty();
        }

        @Override
        public List<Versioned<Entity>> list(Entity.Kind kind, Optional<Owner> owner, String after, int limit) {
            return List.of();
        }

        @Override
        public void subscribe(ChangeListener listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            throw new UnsupportedOperationException();
        }
    }
}
