package org.linekeeper.config.store;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.linekeeper.config.store.Database.Durability;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Presences in their table. Writes that wait at the same time share a transaction. */
final class SqlitePresences implements PresenceStore {
    private static final Logger LOG = LoggerFactory.getLogger(SqlitePresences.class);

    private final Database database;
    private final WriteQueue queue;

    SqlitePresences(Database database, WriteQueue queue) {
        this.database = database;
        this.queue = queue;
    }

    @Override
    public void save(String lineId, Stored presence) {
        submit(handle -> handle.execute(
                "INSERT INTO line_presence (line_id, state, since_milli, until_milli) SELECT id, ?, ?, ? FROM line"
                        + " WHERE id = ? ON CONFLICT (line_id) DO UPDATE SET state = excluded.state,"
                        + " since_milli = excluded.since_milli, until_milli = excluded.until_milli",
                presence.state(),
                presence.since().toEpochMilli(),
                presence.until().map(Instant::toEpochMilli).orElse(null),
                lineId));
    }

    @Override
    public void delete(String lineId) {
        submit(handle -> handle.execute("DELETE FROM line_presence WHERE line_id = ?", lineId));
    }

    private void submit(Function<Handle, Integer> work) {
        CompletionStage<Integer> written = queue.submit(new WriteQueue.Write<>(Durability.PROCESS, work, rows -> {}));
        written.whenComplete((rows, failure) -> {
            if (failure != null) {
                // It holds in memory; only a restart would forget it.
                LOG.warn("The presence of a line is not stored: {}", SqlFailures.words(failure));
            }
        });
    }

    @Override
    public Map<String, Stored> load() {
        return database.read(handle -> {
            Map<String, Stored> all = new HashMap<>();
            handle.select("SELECT line_id, state, since_milli, until_milli FROM line_presence")
                    .map((row, context) -> {
                        long until = row.getLong(4);
                        Optional<Instant> end =
                                row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(until));
                        return Map.entry(
                                row.getString(1),
                                new Stored(row.getString(2), Instant.ofEpochMilli(row.getLong(3)), end));
                    })
                    .forEach(entry -> all.put(entry.getKey(), entry.getValue()));
            return all;
        });
    }
}
