package org.linekeeper.bench.registration;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.linekeeper.bench.process.BenchFailure;
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
    private static final int TOGETHER = 5_000;
    private static final String ENTERPRISE = "bench";
    static final String PBX = ENTERPRISE;
    private static final Duration EXPIRES = Duration.ofHours(1);

    private StoreFill() {}

    static void fill(Path file, int lines, Link link) throws BenchFailure {
        OpenOutcome outcome = SqliteStore.open(file);
        if (!(outcome instanceof OpenOutcome.Opened opened)) {
            throw new BenchFailure("the store cannot be filled: " + outcome);
        }
        try (SqliteStore store = opened.store()) {
            ConfigStore config = store.config();
            put(config, new Enterprise(ENTERPRISE, "Bench", Optional.empty(), OptionalInt.empty(), true, true));
            put(
                    config,
                    new DirectRoute(ENTERPRISE, ENTERPRISE, "bench.example.com", List.of(peer(link.proxy())), true));
            put(
                    config,
                    new Pbx(
                            PBX,
                            ENTERPRISE,
                            "Bench",
                            PbxType.GENERIC,
                            Accounts.DOMAIN,
                            Optional.of(link.proxy()),
                            Optional.of(link.transport()),
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

    private static void putLines(ConfigStore config, int lines) throws BenchFailure {
        for (int first = 0; first < lines; first += TOGETHER) {
            List<Line> some = IntStream.range(first, Math.min(lines, first + TOGETHER))
                    .mapToObj(StoreFill::line)
                    .toList();
            for (WriteOutcome outcome : config.putAll(some)) {
                mustBeCreated(outcome);
            }
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
        mustBeCreated(config.put(entity, new Precondition.None()));
    }

    private static void mustBeCreated(WriteOutcome outcome) throws BenchFailure {
        if (!(outcome instanceof WriteOutcome.Created)) {
            throw new BenchFailure("the store was not filled: " + outcome);
        }
    }
}
