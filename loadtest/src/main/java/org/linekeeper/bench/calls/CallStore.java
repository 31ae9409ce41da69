package org.linekeeper.bench.calls;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.linekeeper.bench.process.BenchFailure;
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

/** One enterprise with one direct route over one SBC, one PBX, and its lines. */
final class CallStore {
    static final int LINES = 100;

    private static final String ONE = "bench";
    private static final int FIRST = 1_000;

    private CallStore() {}

    /** SIP users of the lines. */
    static List<String> users() {
        return IntStream.range(FIRST, FIRST + LINES).mapToObj(Integer::toString).toList();
    }

    static void fill(Path file, CallPlaces places, TeamsSide teams) throws BenchFailure {
        OpenOutcome outcome = SqliteStore.open(file);
        if (!(outcome instanceof OpenOutcome.Opened opened)) {
            throw new BenchFailure("the store cannot be filled: " + outcome);
        }
        try (SqliteStore store = opened.store()) {
            ConfigStore config = store.config();
            put(config, new Enterprise(ONE, "Bench", Optional.empty(), OptionalInt.empty(), true, true));
            SbcPeer peer = new SbcPeer(
                    teams.host(), OptionalInt.of(teams.port()), teams.transport(), DnsLookup.A, 1, 1, List.of());
            put(config, new DirectRoute(ONE, ONE, "bench.example.com", List.of(peer), true));
            put(
                    config,
                    new Pbx(
                            ONE,
                            ONE,
                            "Bench",
                            PbxType.GENERIC,
                            "pbx.bench.example",
                            Optional.of(new HostPort(places.pbx(), OptionalInt.of(CallPlaces.SIP))),
                            Optional.of(Transport.UDP),
                            DnsLookup.A,
                            Duration.ofHours(1),
                            List.of(),
                            Optional.empty(),
                            true));
            for (String user : users()) {
                put(config, line(user));
            }
        }
    }

    private static Line line(String user) {
        return new Line(
                "line-" + user,
                ONE,
                ONE,
                user + "@bench.example.com",
                String.format(Locale.ROOT, "+1555000%s", user),
                user,
                Optional.empty(),
                Secret.of("of no worth"),
                Optional.empty(),
                true);
    }

    private static void put(ConfigStore config, Entity entity) throws BenchFailure {
        WriteOutcome outcome = config.put(entity, new Precondition.None());
        if (!(outcome instanceof WriteOutcome.Created)) {
            throw new BenchFailure("the store was not filled: " + outcome);
        }
    }
}
