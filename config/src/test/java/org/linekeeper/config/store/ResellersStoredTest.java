package org.linekeeper.config.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.linekeeper.config.store.StoreFixture.delete;
import static org.linekeeper.config.store.StoreFixture.open;
import static org.linekeeper.config.store.StoreFixture.put;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.linekeeper.config.model.CallLimits;
import org.linekeeper.config.model.Enterprise;
import org.linekeeper.config.model.Entity.Kind;
import org.linekeeper.config.model.Examples;
import org.linekeeper.config.model.IdentityPolicy;
import org.linekeeper.config.model.Problem;
import org.linekeeper.config.model.Reseller;
import org.linekeeper.config.model.ServedEnterprise;
import org.linekeeper.config.model.TransferMode;

/** Enterprises belong to resellers, which stay as long as they have any. */
class ResellersStoredTest {
    @TempDir
    Path folder;

    @Test
    void enterpriseIsServedByItsResellerBeforeAndAfterARestart() {
        Path file = folder.resolve("store.db");
        Reseller reseller = new Reseller(
                "s1",
                "Northwind",
                Optional.of("noc@northwind.example"),
                Optional.of("NW-7"),
                true,
                IdentityPolicy.NONE,
                CallLimits.NONE,
                Optional.of(TransferMode.REFER));
        Enterprise enterprise = Examples.enterprise("e1").of("s1");
        try (SqliteStore store = open(file)) {
            assertThat(put(store, enterprise))
                    .isEqualTo(new WriteOutcome.Invalid(
                            List.of(new Problem("/resellerId", "there is no reseller with this id; create it first"))));
            put(store, reseller);
            assertThat(put(store, enterprise)).isInstanceOf(WriteOutcome.Created.class);
            assertThat(put(store, Examples.enterprise("e2"))).isInstanceOf(WriteOutcome.Created.class);
        }
        try (SqliteStore store = open(file)) {
            assertThat(store.directory().reseller("s1")).contains(reseller);
            assertThat(store.directory().served("e1"))
                    .contains(new ServedEnterprise(enterprise, Optional.of(reseller)));
            assertThat(store.directory().served("e2").orElseThrow().reseller()).isEmpty();
            assertThat(delete(store, Kind.RESELLER, "s1"))
                    .isEqualTo(new WriteOutcome.Conflict(List.of(new Problem("", "is still used by enterprise e1"))));
            assertThat(put(store, Examples.enterprise("e1"))).isInstanceOf(WriteOutcome.Updated.class);
            assertThat(delete(store, Kind.RESELLER, "s1")).isInstanceOf(WriteOutcome.Deleted.class);
            assertThat(store.directory().reseller("s1")).isEmpty();
        }
    }

    @Test
    void whatBelongsToAnOwnerIsListedForIt() {
        try (SqliteStore store = open(folder.resolve("store.db"))) {
            put(store, new Reseller("s1", "Northwind", true));
            put(store, Examples.enterprise("e1").of("s1"));
            put(store, Examples.enterprise("e2"));
            for (int n = 1; n <= 2; n++) {
                put(store, Examples.directRoute("r" + n, "e" + n));
                put(store, Examples.pbx("p" + n, "e" + n));
                put(store, Examples.line("l" + n, "p" + n, "r" + n, n));
            }
            for (Kind kind : List.of(Kind.RESELLER, Kind.ENTERPRISE, Kind.DIRECT_ROUTE, Kind.PBX)) {
                String first = Map.of(
                                Kind.RESELLER, "s1", Kind.ENTERPRISE, "e1", Kind.DIRECT_ROUTE, "r1", Kind.PBX, "p1")
                        .get(kind);
                assertThat(store.config().list(Kind.LINE, Optional.of(new Owner(kind, first)), "", 10))
                        .as("lines of " + first)
                        .extracting(line -> line.entity().id())
                        .containsExactly("l1");
            }
            Optional<Owner> owner = Optional.of(new Owner(Kind.RESELLER, "s1"));
            assertThat(store.config().list(Kind.ENTERPRISE, owner, "", 10))
                    .extracting(enterprise -> enterprise.entity().id())
                    .containsExactly("e1");
            assertThat(store.config().list(Kind.PBX, owner, "", 10)).hasSize(1);
            assertThat(store.config().list(Kind.LINE, owner, "l1", 10)).isEmpty();
            assertThat(store.config().list(Kind.LINE, Optional.of(new Owner(Kind.RESELLER, "no")), "", 10))
                    .isEmpty();
            assertThatThrownBy(() -> store.config().list(Kind.RESELLER, owner, "", 10))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void enterpriseIsEnabledOnlyWithItsReseller() {
        Enterprise enterprise = Examples.enterprise("e1").of("s1");
        assertThat(new ServedEnterprise(enterprise, Optional.of(new Reseller("s1", "Northwind", true))).enabled())
                .isTrue();
        assertThat(new ServedEnterprise(enterprise, Optional.of(new Reseller("s1", "Northwind", false))).enabled())
                .isFalse();
    }
}
