package org.linekeeper.config;

import java.nio.file.Path;

/**
 * Where the model is kept.
 *
 * @param path the database file; its folder is created when missing
 */
public record StoreSettings(Path path) {
    public static StoreSettings defaults() {
        return new StoreSettings(Path.of("/var/lib/linekeeper/linekeeper.db"));
    }
}
