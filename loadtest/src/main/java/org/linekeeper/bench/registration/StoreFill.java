package org.linekeeper.bench.registration;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.linekeeper.bench.registrar.Accounts;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.DnsLookup;
import org.linekeeper.config.model.Enterprise;
import org.linekeeper.config.model.Entity;
import org.linekeeper.config.model.HostPort;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.PbxType;
import org.linekeeper.config.model.SbcPeer;
import org.linekeeper.config.model.Secret;
import org.linekeeper.config.model.Transport;
import org.linekeeper.config.store.ConfigStore;
import org.linekeeper.config.store.OpenOutcome;
import org.linekeeper.config.store.Precondition;
import org.linekeeper.config.store.SqliteStore;
import org.linekeeper.config.store.WriteOutcome;

/** Puts enterprise, direct route, PBX and lines into a store, as a portal would have done long before the daemon starts. */
final class StoreFill {
    private static final int WRITERS = 128;
    private static final String ENTERPRISE = "bench";
    private static final Duration EXPIRES = Duration.ofHours(1);

    private StoreFill() {}

    static void fill(Path file, int lines, Transport transport, HostPort target)
            throws BenchFailure, InterruptedException {
        OpenOutcome outcome = SqliteStore.open(file);
        if (!(outcome instanceof OpenOutcome.Opened opened)) {
            throw new BenchFailure("the store cannot be filled: " + outcome);
        }
        try (SqliteStore store = opened.store()) {
            ConfigStore config = store.config();
            put(config, new Enterprise(ENTERPRISE, "Bench", Optional.empty(), OptionalInt.empty(), true, true));
            put(config, new DirectRoute(ENTERPRISE, ENTERPRISE, "bench.example.com", List.of(peer(target)), true));
            put(
                    config,
                    new Pbx(
                            ENTERPRISE,
                            ENTERPRISE,
                            "Bench",
                            PbxType.GENERIC,
                            Accounts.DOMAIN,
                            Optional.of(target),
                            Optional.of(transport),
                            DnsLookup.SRV,
                            EXPIRES,
                            List.of(),
                            Optional.empty(),
                            true));
            putLines(config, lines);
        }
    }

    private static SbcPeer peer(HostPort target) {
        return new SbcPeer(target.host(), OptionalInt.of(Places.TEAMS), Transport.TCP, DnsLookup.A, 1, 1, List.of());
    }

    /** Writes that wait together share a disk flush, so many wait together. */
    private static void putLines(ConfigStore config, int lines) throws BenchFailure, InterruptedException {
        AtomicInteger next = new AtomicInteger();
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                all.add(writers.submit(() -> {
                    for (int line = next.getAndIncrement(); line < lines; line = next.getAndIncrement()) {
                        put(config, line(line));
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new BenchFailure("the store cannot be filled: " + e.getCause());
        } finally {
            writers.shutdownNow();
        }
    }

    private static Line line(int line) {
        String user = Accounts.user(line);
        return new Line(
                "line-" + user,
                ENTERPRISE,
                ENTERPRISE,
                user + "@bench.example.com",
                String.format(Locale.ROOT, "+1555%08d", line),
                user,
                Optional.empty(),
                Secret.of(Accounts.password(line)),
                Optional.of("User " + user),
                true);
    }

    private static void put(ConfigStore config, Entity entity) throws BenchFailure {
        WriteOutcome outcome = config.put(entity, new Precondition.None());
        if (!(outcome instanceof WriteOutcome.Created)) {
            throw new BenchFailure(entity.kind() + " " + entity.id() + " was not stored: " + outcome);
        }
    }
}
