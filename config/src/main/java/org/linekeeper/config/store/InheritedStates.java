package org.linekeeper.config.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.linekeeper.config.store.states.StateLog;
import org.linekeeper.config.store.states.UnusableStatesException;

/** Takes over the line states that earlier versions kept in a table of the database. */
final class InheritedStates {
    private InheritedStates() {}

    /**
     * Makes the file of line states from the table, if there is no file yet; the migrations drop the table after that. A file that
     * is there already is newer than any table.
     *
     * @throws UnusableStatesException when there is a file that this version cannot use
     */
    static void takeOver(Database database, Path states) throws IOException {
        if (!StateLog.isMissing(states)) {
            StateLog.check(states);
            return;
        }
        try {
            database.read(handle -> {
                if (hasTable(handle)) {
                    copy(handle, states);
                }
                return states;
            });
        } catch (UncheckedIOException e) {
            throw new IOException("the line states cannot be taken over: " + e.getMessage(), e);
        }
    }

    private static boolean hasTable(Handle handle) {
        return handle.createQuery("SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'line_state'")
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    private static void copy(Handle handle, Path states) {
        try (ResultIterator<Map.Entry<String, byte[]>> rows = handle.createQuery(
                        "SELECT line_id, state FROM line_state")
                .map((row, context) -> Map.entry(row.getString(1), row.getBytes(2)))
                .iterator()) {
            StateLog.create(states, rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
