package org.linekeeper.config.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.config.store.StoreFixture.delete;
import static org.linekeeper.config.store.StoreFixture.open;
import static org.linekeeper.config.store.StoreFixture.put;
import static org.linekeeper.config.store.StoreFixture.putParents;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.linekeeper.config.model.Entity.Kind;
import org.linekeeper.config.model.Examples;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Problem;
import org.linekeeper.config.store.WriteOutcome.Conflict;
import org.linekeeper.config.store.WriteOutcome.Created;
import org.linekeeper.config.store.WriteOutcome.Deleted;
import org.linekeeper.config.store.WriteOutcome.Invalid;
import org.linekeeper.config.store.WriteOutcome.Updated;

class CrossChecksTest {
    @TempDir
    Path folder;

    private SqliteStore store;

    @BeforeEach
    void openStore() {
        store = open(folder.resolve("store.db"));
        putParents(store);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    private static WriteOutcome invalid(String... pointersAndMessages) {
        return new Invalid(problems(pointersAndMessages));
    }

    private static WriteOutcome conflict(String... pointersAndMessages) {
        return new Conflict(problems(pointersAndMessages));
    }

    private static List<Problem> problems(String... pointersAndMessages) {
        return IntStream.range(0, pointersAndMessages.length / 2)
                .mapToObj(i -> new Problem(pointersAndMessages[2 * i], pointersAndMessages[2 * i + 1]))
                .toList();
    }

    @Test
    void parentsMustExist() {
        assertThat(put(store, Examples.directRoute("r2", "x")))
                .isEqualTo(invalid("/enterpriseId", "there is no enterprise with this id; create it first"));
        assertThat(put(store, Examples.pbx("p2", "x")))
                .isEqualTo(invalid("/enterpriseId", "there is no enterprise with this id; create it first"));
        assertThat(put(store, Examples.line("l", "x", "y", 1)))
                .isEqualTo(invalid(
                        "/pbxId", "there is no PBX with this id; create it first",
                        "/directRouteId", "there is no direct route with this id; create it first"));
    }

    @Test
    void aLineStaysWithinOneEnterprise() {
        put(store, Examples.enterprise("f"));
        put(store, Examples.directRoute("rf", "f"));
        assertThat(put(store, Examples.line("l", "p", "rf", 1)))
                .isEqualTo(invalid("/directRouteId", "belongs to enterprise f, but the PBX to enterprise e"));
        put(store, Examples.line("l", "p", "r", 1));
        assertThat(put(store, Examples.pbx("p", "f"))).isEqualTo(conflict("/enterpriseId", "is still used by line l"));
        assertThat(put(store, Examples.directRoute("r", "f")))
                .isEqualTo(conflict("/enterpriseId", "is still used by line l"));
        delete(store, Kind.LINE, "l");
        assertThat(put(store, Examples.pbx("p", "f"))).isInstanceOf(Updated.class);
    }

    @Test
    void aTenantHasOneDirectRouteInAnyLetterCase() {
        put(store, Examples.enterprise("f"));
        assertThat(put(store, Examples.directRoute("r2", "f", "R.SBC.example.com")))
                .isEqualTo(conflict("/tenantFqdn", "is that of direct route r already"));
        assertThat(put(store, Examples.directRoute("r", "e", "R.SBC.example.com")))
                .isInstanceOf(Updated.class);
    }

    @Test
    void aSipUserIsTakenOncePerPbx() {
        put(store, Examples.pbx("p2", "e"));
        put(store, Examples.line("l1", "p", "r", "101", "+14155550101"));
        assertThat(put(store, Examples.line("l2", "p", "r", "101", "+14155550102")))
                .isEqualTo(conflict("/sipUser", "is that of line l1 already"));
        assertThat(put(store, Examples.line("l2", "p", "r", "101@ACME.pbx.example", "+14155550102")))
                .as("the PBX's own domain says nothing new")
                .isEqualTo(conflict("/sipUser", "is that of line l1 already"));
        assertThat(put(store, Examples.line("l2", "p", "r", "101@other.example", "+14155550102")))
                .isInstanceOf(Created.class);
        assertThat(put(store, Examples.line("l3", "p2", "r", "101", "+14155550103")))
                .isInstanceOf(Created.class);
        assertThat(put(store, Examples.line("l4", "p", "r", "101t", "+14155550104")))
                .isInstanceOf(Created.class);
    }

    @Test
    void aNumberIsTakenOncePerEnterprise() {
        put(store, Examples.directRoute("r2", "e"));
        put(store, Examples.pbx("p2", "e"));
        put(store, Examples.line("l1", "p", "r", "101", "+14155550101"));
        assertThat(put(store, Examples.line("l2", "p2", "r2", "102", "+14155550101")))
                .isEqualTo(conflict("/phoneNumber", "is that of line l1 already"));
        put(store, Examples.enterprise("f"));
        put(store, Examples.directRoute("rf", "f"));
        put(store, Examples.pbx("pf", "f"));
        assertThat(put(store, Examples.line("l3", "pf", "rf", "101", "+14155550101")))
                .isInstanceOf(Created.class);
    }

    @Test
    void allConflictsAreNamedAtOnce() {
        put(store, Examples.line("l1", "p", "r", "101", "+14155550101"));
        put(store, Examples.line("l2", "p", "r", "102", "+14155550102"));
        assertThat(put(store, Examples.line("l3", "p", "r", "101", "+14155550102")))
                .isEqualTo(conflict(
                        "/sipUser", "is that of line l1 already", "/phoneNumber", "is that of line l2 already"));
    }

    @Test
    void theUserLimitHolds() {
        put(store, Examples.enterprise("e", 2));
        put(store, Examples.line("l1", "p", "r", 1));
        put(store, Examples.line("l2", "p", "r", 2));
        assertThat(put(store, Examples.line("l3", "p", "r", 3)))
                .isEqualTo(conflict(
                        "", "enterprise e may have no more than 2 lines; raise its userLimit or delete lines"));
        assertThat(put(store, Examples.line("l2", "p", "r", 4)))
                .as("a line that counts already may change")
                .isInstanceOf(Updated.class);
        assertThat(put(store, Examples.enterprise("e", 1)))
                .isEqualTo(
                        conflict("/userLimit", "is less than the 2 lines that the enterprise has; delete lines first"));
        assertThat(put(store, Examples.enterprise("e"))).isInstanceOf(Updated.class);
        assertThat(put(store, Examples.line("l3", "p", "r", 3))).isInstanceOf(Created.class);
    }

    @Test
    void whatIsInUseIsNotDeleted() {
        for (int i = 1; i <= 7; i++) {
            put(store, Examples.line("l" + i, "p", "r", i));
        }
        assertThat(delete(store, Kind.ENTERPRISE, "e"))
                .isEqualTo(conflict("", "is still used by direct route r", "", "is still used by PBX p"));
        assertThat(delete(store, Kind.PBX, "p"))
                .isEqualTo(conflict("", "is still used by lines l1, l2, l3, l4, l5 and others"));
        assertThat(delete(store, Kind.DIRECT_ROUTE, "r"))
                .isEqualTo(conflict("", "is still used by lines l1, l2, l3, l4, l5 and others"));
        for (int i = 1; i <= 7; i++) {
            assertThat(delete(store, Kind.LINE, "l" + i)).isInstanceOf(Deleted.class);
        }
        assertThat(delete(store, Kind.PBX, "p")).isInstanceOf(Deleted.class);
        assertThat(delete(store, Kind.DIRECT_ROUTE, "r")).isInstanceOf(Deleted.class);
        assertThat(delete(store, Kind.ENTERPRISE, "e")).isInstanceOf(Deleted.class);
    }

    @Test
    void aNewSipDomainMovesTheSipUsersWithIt() {
        put(store, Examples.line("plain", "p", "r", "101", "+14155550101"));
        put(store, Examples.line("other", "p", "r", "101@new.example", "+14155550102"));
        assertThat(put(store, Examples.pbx("p", "e", "new.example")))
                .isEqualTo(conflict("/sipDomain", "would give lines other and plain the same SIP user"));
        put(store, Examples.line("plain", "p", "r", "101@acme.pbx.example", "+14155550101"));
        assertThat(put(store, Examples.pbx("p", "e", "new.example")))
                .as("the two change places")
                .isInstanceOf(Updated.class);
        assertThat(store.directory().lineBySipUser("p", "101").map(Line::id)).contains("other");
        assertThat(store.directory().lineBySipUser("p", "101@New.Example").map(Line::id))
                .contains("other");
        assertThat(store.directory().lineBySipUser("p", "101@acme.pbx.example").map(Line::id))
                .contains("plain");
        assertThat(put(store, Examples.line("third", "p", "r", "101", "+14155550103")))
                .isEqualTo(conflict("/sipUser", "is that of line other already"));
    }
}
