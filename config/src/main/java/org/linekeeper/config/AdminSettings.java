package org.linekeeper.config;

import java.util.List;

/**
 * Where the daemon is provisioned and watched over HTTP.
 *
 * @param address where it listens; port 0 for any free port
 * @param tokens who may come; at least one when read from a file
 */
public record AdminSettings(Endpoint address, List<AdminToken> tokens) {
    public AdminSettings {
        tokens = List.copyOf(tokens);
    }

    /** No tokens, for they have no default. */
    public static AdminSettings defaults() {
        return new AdminSettings(new Endpoint("127.0.0.1", 8080), List.of());
    }
}
