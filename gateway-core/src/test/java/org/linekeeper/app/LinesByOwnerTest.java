package org.linekeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.linekeeper.config.model.Cidr;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.DnsLookup;
import org.linekeeper.config.model.Enterprise;
import org.linekeeper.config.model.Entity;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.PbxType;
import org.linekeeper.config.model.Reseller;
import org.linekeeper.config.model.SbcPeer;
import org.linekeeper.config.model.Secret;
import org.linekeeper.config.model.Transport;
import org.linekeeper.config.store.OpenOutcome;
import org.linekeeper.config.store.Precondition;
import org.linekeeper.config.store.SqliteStore;
import org.linekeeper.config.store.WriteOutcome;

class LinesByOwnerTest {
    @TempDir
    Path folder;

    @Test
    void linesAreThoseOfAllPbxsOfAllEnterprises() {
        try (SqliteStore store = ((OpenOutcome.Opened) SqliteStore.open(folder.resolve("store.db"))).store()) {
            put(store, new Reseller("northwind", "Northwind", true));
            put(store, new Reseller("idle", "Idle", true));
            customer(store, 1, true);
            customer(store, 2, true);
            customer(store, 3, false);
            LinesByOwner lines = new LinesByOwner(store.directory());
            assertThat(lines.ofReseller("northwind"))
                    .containsOnly(Map.entry("p1", List.of("l1")), Map.entry("p2", List.of("l2")));
            assertThat(lines.ofReseller("idle")).isEmpty();
            assertThat(lines.ofEnterprise("e3")).containsOnly(Map.entry("p3", List.of("l3")));
            assertThat(lines.ofPbx(store.directory().pbx("p1").orElseThrow()))
                    .containsOnly(Map.entry("p1", List.of("l1")));
        }
    }

    private static void customer(SqliteStore store, int n, boolean served) {
        Enterprise enterprise = new Enterprise("e" + n, "Customer", Optional.empty(), OptionalInt.empty(), true, true);
        put(store, served ? enterprise.of("northwind") : enterprise);
        SbcPeer peer = new SbcPeer(
                "sbc.example.com",
                OptionalInt.empty(),
                Transport.TLS,
                DnsLookup.A,
                0,
                1,
                List.of(Cidr.parse("192.0.2.1/32").orElseThrow()));
        put(store, new DirectRoute("r" + n, "e" + n, "t" + n + ".example.com", List.of(peer), true));
        put(
                store,
                new Pbx(
                        "p" + n,
                        "e" + n,
                        "Main",
                        PbxType.GENERIC,
                        "pbx" + n + ".example.com",
                        Optional.empty(),
                        Optional.of(Transport.UDP),
                        DnsLookup.A,
                        Duration.ofMinutes(10),
                        List.of(),
                        Optional.empty(),
                        true));
        put(
                store,
                new Line(
                        "l" + n,
                        "p" + n,
                        "r" + n,
                        "user" + n + "@example.com",
                        "+1206555010" + n,
                        "10" + n,
                        Optional.empty(),
                        Secret.of("secret"),
                        Optional.empty(),
                        true));
    }

    private static void put(SqliteStore store, Entity entity) {
        assertThat(store.config().put(entity, new Precondition.None())).isInstanceOf(WriteOutcome.Created.class);
    }
}
