package org.linekeeper.config.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.config.store.StoreFixture.open;
import static org.linekeeper.config.store.StoreFixture.put;
import static org.linekeeper.config.store.StoreFixture.putParents;
import static org.linekeeper.config.store.StoreFixture.refusal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.linekeeper.config.model.Entity.Kind;
import org.linekeeper.config.model.Examples;

class StoreFilesTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("var/lib/store.db");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    @Test
    void nobodyButTheOwnerMayRead() throws IOException {
        try (SqliteStore store = open(file)) {
            putParents(store);
            assertThat(mode(folder.resolve("var"))).isEqualTo("rwx------");
            assertThat(mode(folder.resolve("var/lib"))).isEqualTo("rwx------");
            try (Stream<Path> files = Files.list(folder.resolve("var/lib"))) {
                assertThat(files.filter(path -> path.getFileName().toString().startsWith("store.db")))
                        .hasSizeGreaterThanOrEqualTo(4)
                        .allSatisfy(path -> assertThat(mode(path)).isEqualTo("rw-------"));
            }
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        try (SqliteStore store = open(file)) {
            assertThat(store.directory().pbx("p")).isPresent();
            assertThat(mode(file)).isEqualTo("rw-------");
        }
    }

    @Test
    void oneStoreHasOneDaemon() {
        try (SqliteStore first = open(file)) {
            assertThat(refusal(file)).endsWith("is in use by another daemon; stop that one first");
            assertThat(refusal(folder.resolve("var/../var/lib/store.db"))).contains("in use");
            putParents(first);
        }
        try (SqliteStore again = open(file)) {
            assertThat(again.directory().pbx("p")).isPresent();
        }
    }

    @Test
    void whatIsNoStoreIsRefusedAndNothingStaysOpen() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(
                file, "This is a letter to my bank, and long enough to be mistaken for a database header.".repeat(9));
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThat(refusal(file)).contains("the store's file is not an SQLite database; move it away");
        }
        assertThat(refusal(folder)).contains("cannot be");
        assertThat(refusal(file.resolve("below/a/file.db"))).contains("cannot be used");
    }

    @Test
    void anotherProgramsDatabaseIsRefused() throws SQLException, IOException {
        Files.createDirectories(file.getParent());
        sql("CREATE TABLE recipes (name TEXT)");
        assertThat(refusal(file))
                .contains("cannot be brought to this version's schema")
                .contains("non-empty schema");
    }

    @Test
    void aNewerSchemaIsRefused() throws SQLException {
        open(file).close();
        sql("INSERT INTO flyway_schema_history SELECT 99, '99', 'future', 'SQL', 'V99__future.sql', 1, 'x',"
                + " installed_on, 1, 1 FROM flyway_schema_history WHERE version = '1'");
        assertThat(refusal(file)).contains("was written by a newer Linekeeper (schema version 99)");
    }

    @Test
    void aDocumentThatThisVersionCannotReadIsRefused() throws SQLException {
        try (SqliteStore store = open(file)) {
            putParents(store);
        }
        sql("UPDATE pbx SET document = '{\"fax\": true}'");
        assertThat(refusal(file)).contains("the pbx p cannot be read").contains("/fax");
    }

    @Test
    void damageInTheMiddleIsRefused() throws IOException {
        try (SqliteStore store = open(file)) {
            putParents(store);
            for (int i = 0; i < 200; i++) {
                put(store, Examples.line("l" + i, "p", "r", i));
            }
        }
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            for (long page = 4096L * 2; page < raw.length(); page += 4096) {
                raw.seek(page);
                raw.write(new byte[64]);
            }
        }
        assertThat(refusal(file)).containsAnyOf("damaged", "not an SQLite database");
    }

    @Test
    void aStoreThatWasAnEmptyFileIsANewStore() throws IOException {
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        try (SqliteStore store = open(file)) {
            assertThat(store.config().list(Kind.ENTERPRISE, "", 1)).isEmpty();
        }
    }
}
