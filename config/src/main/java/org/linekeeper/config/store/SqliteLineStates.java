package org.linekeeper.config.store;

import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.linekeeper.config.store.Database.Durability;

/** Runtime state of lines, in a table beside them. */
final class SqliteLineStates implements LineStateStore {
    /** Only for a line that exists: its state goes with it. */
    private static final String UPSERT = "INSERT INTO line_state (line_id, state) SELECT id, ? FROM line WHERE id = ?"
            + " ON CONFLICT (line_id) DO UPDATE SET state = excluded.state";

    private final Database database;
    private final WriteQueue queue;

    SqliteLineStates(Database database, WriteQueue queue) {
        this.database = database;
        this.queue = queue;
    }

    @Override
    public void save(Map<String, byte[]> stateByLineId) {
        Map<String, byte[]> states = Map.copyOf(stateByLineId);
        try {
            queue.await(new WriteQueue.Write<>(Durability.PROCESS, handle -> write(handle, states), count -> {}));
        } catch (CompletionException e) {
            throw new StoreException(SqlFailures.words(e.getCause() == null ? e : e.getCause()), e);
        }
    }

    private static int write(Handle handle, Map<String, byte[]> states) {
        states.forEach((line, state) -> {
            if (state.length == 0) {
                handle.execute("DELETE FROM line_state WHERE line_id = ?", line);
            } else {
                handle.execute(UPSERT, state, line);
            }
        });
        return states.size();
    }

    @Override
    public void load(BiConsumer<String, byte[]> stateByLineId) {
        database.read(handle -> {
            try (ResultIterator<Map.Entry<String, byte[]>> rows = handle.createQuery(
                            "SELECT line_id, state FROM line_state")
                    .map((row, context) -> Map.entry(row.getString(1), row.getBytes(2)))
                    .iterator()) {
                rows.forEachRemaining(row -> stateByLineId.accept(row.getKey(), row.getValue()));
            }
            return stateByLineId;
        });
    }
}
