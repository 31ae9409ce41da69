package org.linekeeper.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import org.linekeeper.config.model.Entity;
import org.linekeeper.config.model.Entity.Kind;
import org.linekeeper.config.model.EntityJson;
import org.linekeeper.config.store.Owner;

/** What the port calls the kinds of entities, and how it shows them. */
final class EntityKinds {
    private EntityKinds() {}

    /** The first segment of its paths. */
    static String collection(Kind kind) {
        return switch (kind) {
            case RESELLER -> "resellers";
            case ENTERPRISE -> "enterprises";
            case DIRECT_ROUTE -> "direct-routes";
            case PBX -> "pbxs";
            case LINE -> "lines";
        };
    }

    /** The name of its schema in the OpenAPI document. */
    static String schema(Kind kind) {
        return switch (kind) {
            case RESELLER -> "Reseller";
            case ENTERPRISE -> "Enterprise";
            case DIRECT_ROUTE -> "DirectRoute";
            case PBX -> "Pbx";
            case LINE -> "Line";
        };
    }

    /** The kind in a sentence. */
    static String words(Kind kind) {
        return switch (kind) {
            case RESELLER -> "reseller";
            case ENTERPRISE -> "enterprise";
            case DIRECT_ROUTE -> "direct route";
            case PBX -> "PBX";
            case LINE -> "line";
        };
    }

    /** What a query calls those whose entities of a kind are to be listed, in the order in which they own each other. */
    static Map<String, Kind> owners(Kind owned) {
        Map<String, Kind> owners = new LinkedHashMap<>();
        for (Kind owner : Kind.values()) {
            if (Owner.mayOwn(owner, owned)) {
                owners.put(member(owner), owner);
            }
        }
        return owners;
    }

    private static String member(Kind kind) {
        return switch (kind) {
            case RESELLER -> "resellerId";
            case ENTERPRISE -> "enterpriseId";
            case DIRECT_ROUTE -> "directRouteId";
            case PBX -> "pbxId";
            case LINE -> "lineId";
        };
    }

    /** The path of an entity. */
    static String path(Kind kind, String id) {
        return "/" + collection(kind) + "/" + Percent.encode(id);
    }

    /** An entity as JSON; of a password it says only that there is one. */
    static String json(Entity entity) {
        String json = EntityJson.write(entity);
        return entity.kind() == Kind.LINE ? json.substring(0, json.length() - 1) + ",\"passwordSet\":true}" : json;
    }
}
