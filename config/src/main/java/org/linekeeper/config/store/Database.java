package org.linekeeper.config.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;

/** The connections to the database file. Every failure comes out as an unchecked exception. */
final class Database implements AutoCloseable {
    private static final Map<String, String> DRIVER = Map.of(
            "journal_mode", "WAL",
            "synchronous", "FULL",
            "foreign_keys", "true",
            "busy_timeout", "5000",
            // Takes the write lock at once, so that a transaction cannot fail halfway because another program writes.
            "transaction_mode", "IMMEDIATE",
            "journal_size_limit", String.valueOf(64 << 20));

    /** One for the writer, the rest for readers. */
    private static final int CONNECTIONS = 4;

    private final HikariDataSource pool;
    private final Jdbi jdbi;

    /** What a commit must outlive. */
    enum Durability {
        /** The end of the process. */
        PROCESS("NORMAL"),
        /** A power cut as well. */
        POWER("FULL");

        private final String synchronous;

        Durability(String synchronous) {
            this.synchronous = synchronous;
        }
    }

    /** @param driver settings of the driver that differ from the usual ones */
    Database(Path file, Map<String, String> driver) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("store");
        config.setJdbcUrl("jdbc:sqlite:" + file);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setMaxLifetime(0);
        config.setConnectionTimeout(5_000);
        DRIVER.forEach(config::addDataSourceProperty);
        driver.forEach(config::addDataSourceProperty);
        pool = new HikariDataSource(config);
        jdbi = Jdbi.create(pool);
        // Otherwise a failed write would log its arguments, and with them passwords.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    }

    HikariDataSource dataSource() {
        return pool;
    }

    /**
     * Reads outside of a transaction.
     *
     * @throws StoreException when that fails
     */
    <T> T read(Function<Handle, T> work) {
        try {
            return jdbi.withHandle(work::apply);
        } catch (JdbiException e) {
            throw new StoreException(SqlFailures.words(e), e);
        }
    }

    /** Writes in one transaction: all of it, or nothing when the work throws. */
    void write(Durability durability, Consumer<Handle> work) {
        jdbi.useHandle(handle -> {
            // Set each time, for connections are shared and this setting is refused inside a transaction.
            handle.execute("PRAGMA synchronous = " + durability.synchronous);
            handle.useTransaction(work::accept);
        });
    }

    @Override
    public void close() {
        pool.close();
    }
}
