package org.linekeeper.config.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.config.store.StoreFixture.open;
import static org.linekeeper.config.store.StoreFixture.put;
import static org.linekeeper.config.store.StoreFixture.refusal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.linekeeper.config.model.Entity;
import org.linekeeper.config.model.Entity.Kind;
import org.linekeeper.config.model.Examples;
import org.linekeeper.config.store.WriteOutcome.Created;
import org.linekeeper.config.store.states.StateLog;

class MigrationsTest {
    @TempDir
    Path folder;

    private Path v1() throws IOException, SQLException {
        Path file = folder.resolve("v1.db");
        try (InputStream script = MigrationsTest.class.getResourceAsStream("v1.sql");
                Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement sql = connection.createStatement()) {
            for (String statement :
                    new String(script.readAllBytes(), UTF_8).strip().split(";\n", -1)) {
                sql.execute(statement);
            }
        }
        return file;
    }

    private static Map<String, String> schema(Path file) throws SQLException {
        Map<String, String> schema = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")) {
            while (rows.next()) {
                schema.put(rows.getString(1), rows.getString(2).replaceAll("\\s+", " "));
            }
        }
        return schema;
    }

    @Test
    void aStoreOfTheFirstVersionIsReadAndWrittenOn() throws IOException, SQLException {
        try (SqliteStore store = open(v1())) {
            for (Entity entity : new Entity[] {
                Examples.enterprise("e"),
                Examples.directRoute("r", "e"),
                Examples.pbx("p", "e"),
                Examples.line("l1", "p", "r", 1),
                Examples.line("l2", "p", "r", "102@other.example", "+14155550102")
            }) {
                assertThat(store.config().get(entity.kind(), entity.id()).map(Versioned::entity))
                        .contains(entity);
            }
            Map<String, byte[]> states = new TreeMap<>();
            store.lineStates().load(states::put);
            assertThat(states).containsOnlyKeys("l1");
            assertThat(states.get("l1")).containsExactly(1, 2, 255);
            assertThat(store.directory().linesOf("p")).hasSize(2);
            assertThat(put(store, Examples.line("l3", "p", "r", 3))).isEqualTo(new Created(6));
            assertThat(store.config().list(Kind.LINE, "", 10)).hasSize(3);
        }
    }

    /** The process may be killed between making the file and dropping the table, or an old copy of the database be put back. */
    @Test
    void aFileOfStatesThatIsThereIsNewerThanTheTable() throws IOException, SQLException {
        Path file = v1();
        StateLog.create(
                folder.resolve("v1.db.states"),
                Map.of("l2", new byte[] {7}).entrySet().iterator());
        try (SqliteStore store = open(file)) {
            Map<String, byte[]> states = new TreeMap<>();
            store.lineStates().load(states::put);
            assertThat(states).containsOnlyKeys("l2");
        }
    }

    @Test
    void theTableIsKeptWhileTheFileCannotBeUsed() throws IOException, SQLException {
        Path file = v1();
        Path states = folder.resolve("v1.db.states");
        Files.writeString(states, "A letter to my bank, which is none of the store's business.");
        assertThat(refusal(file)).contains("v1.db.states is not a file of line states; move it away");
        Files.delete(states);
        assertThat(schema(file)).containsKey("line_state");
        try (SqliteStore store = open(file)) {
            List<String> lines = new ArrayList<>();
            store.lineStates().load((line, state) -> lines.add(line));
            assertThat(lines).containsExactly("l1");
        }
    }

    @Test
    void bothRoadsLeadToTheSameSchema() throws IOException, SQLException {
        Path old = v1();
        open(old).close();
        Path fresh = folder.resolve("fresh.db");
        open(fresh).close();
        assertThat(schema(old))
                .isEqualTo(schema(fresh))
                .containsKeys("enterprise", "line", "revision")
                .doesNotContainKey("line_state");
    }

    @Test
    void aMigrationThatWasChangedAfterwardsIsNoticed() throws IOException, SQLException {
        Path file = v1();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement sql = connection.createStatement()) {
            sql.execute("UPDATE flyway_schema_history SET checksum = 1");
        }
        assertThat(refusal(file)).contains("cannot be brought to this version's schema");
    }
}
