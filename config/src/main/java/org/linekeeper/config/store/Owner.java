package org.linekeeper.config.store;

import org.linekeeper.config.model.Entity.Kind;

/**
 * Whom entities belong to, directly or further up: lines to a PBX, a direct route, an enterprise, and a reseller.
 *
 * @param kind of the owner
 * @param id its id; nobody's when there is none with it
 */
public record Owner(Kind kind, String id) {
    /** Whether entities of a kind can belong to one of another. */
    public static boolean mayOwn(Kind owner, Kind owned) {
        return switch (owned) {
            case RESELLER -> false;
            case ENTERPRISE -> owner == Kind.RESELLER;
            case DIRECT_ROUTE, PBX -> owner == Kind.RESELLER || owner == Kind.ENTERPRISE;
            case LINE -> owner != Kind.LINE;
        };
    }
}
