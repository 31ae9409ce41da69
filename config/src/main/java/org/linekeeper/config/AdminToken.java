package org.linekeeper.config;

import java.util.Set;
import org.linekeeper.config.model.Secret;

/**
 * One bearer token of the admin port.
 *
 * @param name who carries it, for logs
 * @param token 16 to 256 visible ASCII characters
 * @param scopes what it may do; at least one
 */
public record AdminToken(String name, Secret token, Set<Scope> scopes) {
    public AdminToken {
        scopes = Set.copyOf(scopes);
    }

    /** What a token may do. */
    public enum Scope {
        READ,
        WRITE
    }
}
