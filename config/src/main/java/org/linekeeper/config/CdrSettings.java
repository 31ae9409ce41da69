package org.linekeeper.config;

import java.nio.file.Path;

/**
 * Where call records go.
 *
 * @param path the file that one JSON line a call is appended to
 */
public record CdrSettings(Path path) {
    /** The default: {@code cdr.jsonl} in the folder of the store. */
    public static CdrSettings beside(StoreSettings store) {
        return new CdrSettings(store.path().resolveSibling("cdr.jsonl"));
    }
}
