package org.linekeeper.config.store;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.result.ResultIterator;
import org.jspecify.annotations.Nullable;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.Enterprise;
import org.linekeeper.config.model.Entity;
import org.linekeeper.config.model.Entity.Kind;
import org.linekeeper.config.model.EntityJson;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.NumberRange;
import org.linekeeper.config.model.Pbx;

/** Entities in their tables: a document, and beside it the columns that are unique or asked for. */
final class Rows {
    private static final Map<Kind, List<String>> KEYS = Map.of(
            Kind.RESELLER, List.of(),
            Kind.ENTERPRISE, List.of("reseller_id"),
            Kind.DIRECT_ROUTE, List.of("enterprise_id", "tenant_fqdn"),
            Kind.PBX, List.of("enterprise_id"),
            Kind.LINE, List.of("enterprise_id", "pbx_id", "direct_route_id", "sip_user", "phone_number"));

    private static final Map<Kind, String> UPSERT = new EnumMap<>(Kind.class);

    static {
        KEYS.forEach((kind, keys) -> UPSERT.put(kind, upsert(kind, keys)));
    }

    private Rows() {}

    static String table(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    static Optional<Versioned<Entity>> get(Handle handle, Kind kind, String id) {
        return handle.select("SELECT id, revision, document FROM " + table(kind) + " WHERE id = ?", id)
                .map(mapper(kind))
                .findOne();
    }

    static List<Versioned<Entity>> list(Handle handle, Kind kind, Optional<Owner> owner, String after, int limit) {
        String condition = owner.map(of -> " AND " + owned(kind, of.kind())).orElse("");
        String sql = "SELECT id, revision, document FROM " + table(kind) + " WHERE id > ?" + condition
                + " ORDER BY id LIMIT ?";
        Object[] values = owner.map(of -> new Object[] {after, of.id(), limit}).orElse(new Object[] {after, limit});
        return handle.select(sql, values).map(mapper(kind)).list();
    }

    private static String owned(Kind kind, Kind owner) {
        return switch (owner) {
            case RESELLER ->
                kind == Kind.ENTERPRISE
                        ? "reseller_id = ?"
                        : "enterprise_id IN (SELECT id FROM enterprise WHERE reseller_id = ?)";
            case ENTERPRISE, DIRECT_ROUTE, PBX -> table(owner) + "_id = ?";
            case LINE -> throw new IllegalArgumentException("a line owns nothing");
        };
    }

    static void forEach(Handle handle, Kind kind, Consumer<Entity> consumer) {
        try (ResultIterator<Entity> rows = handle.createQuery("SELECT id, revision, document FROM " + table(kind))
                .map((row, context) -> entity(kind, row))
                .iterator()) {
            rows.forEachRemaining(consumer);
        }
    }

    static List<Line> linesOf(Handle handle, Pbx pbx) {
        return handle.select("SELECT id, revision, document FROM line WHERE pbx_id = ? ORDER BY id", pbx.id())
                .map(mapper(Kind.LINE))
                .map(row -> (Line) row.entity())
                .list();
    }

    /** The number of the write that is under way. */
    static long nextRevision(Handle handle) {
        return handle.createQuery("UPDATE revision SET latest = latest + 1 WHERE singleton = 1 RETURNING latest")
                .mapTo(Long.class)
                .one();
    }

    static void put(Handle handle, Entity entity, long revision) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(entity.id());
        values.add(revision);
        values.add(new String(EntityJson.writeWithSecrets(entity), StandardCharsets.UTF_8));
        values.addAll(keys(handle, entity));
        handle.execute(UPSERT.getOrDefault(entity.kind(), ""), values.toArray());
        if (entity instanceof Line line) {
            putNumbers(handle, line);
            putRanges(handle, line);
        }
    }

    private static void putNumbers(Handle handle, Line line) {
        handle.execute("DELETE FROM line_number WHERE line_id = ?", line.id());
        for (String number : line.options().numbers()) {
            handle.execute(
                    "INSERT INTO line_number (enterprise_id, phone_number, line_id)"
                            + " SELECT enterprise_id, ?, id FROM line WHERE id = ?",
                    number,
                    line.id());
        }
    }

    private static void putRanges(Handle handle, Line line) {
        handle.execute("DELETE FROM line_range WHERE line_id = ?", line.id());
        for (NumberRange range : line.options().ranges()) {
            handle.execute(
                    "INSERT INTO line_range (enterprise_id, first_number, last_number, line_id)"
                            + " SELECT enterprise_id, ?, ?, id FROM line WHERE id = ?",
                    range.first(),
                    range.last(),
                    line.id());
        }
    }

    static void delete(Handle handle, Kind kind, String id) {
        if (kind == Kind.LINE) {
            handle.execute("DELETE FROM line_number WHERE line_id = ?", id);
            handle.execute("DELETE FROM line_range WHERE line_id = ?", id);
        }
        handle.execute("DELETE FROM " + table(kind) + " WHERE id = ?", id);
    }

    private static List<@Nullable Object> keys(Handle handle, Entity entity) {
        if (entity instanceof Enterprise enterprise) {
            return Collections.singletonList(enterprise.resellerId().orElse(null));
        }
        if (entity instanceof DirectRoute route) {
            return List.of(route.enterpriseId(), route.tenantFqdn().toLowerCase(Locale.ROOT));
        }
        if (entity instanceof Pbx pbx) {
            return List.of(pbx.enterpriseId());
        }
        if (entity instanceof Line line) {
            Pbx pbx = (Pbx) get(handle, Kind.PBX, line.pbxId()).orElseThrow().entity();
            String sipUser = SipUsers.key(line.sipUser(), pbx.sipDomain());
            return List.of(pbx.enterpriseId(), pbx.id(), line.directRouteId(), sipUser, line.phoneNumber());
        }
        return List.of();
    }

    private static String upsert(Kind kind, List<String> keys) {
        List<String> columns = new ArrayList<>(List.of("id", "revision", "document"));
        columns.addAll(keys);
        String updates = columns.stream()
                .skip(1)
                .map(column -> column + " = excluded." + column)
                .collect(Collectors.joining(", "));
        return "INSERT INTO " + table(kind) + " (" + String.join(", ", columns) + ") VALUES ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ") ON CONFLICT (id) DO UPDATE SET "
                + updates;
    }

    private static RowMapper<Versioned<Entity>> mapper(Kind kind) {
        return (row, context) -> new Versioned<>(entity(kind, row), row.getLong(2));
    }

    private static Entity entity(Kind kind, ResultSet row) throws SQLException {
        String id = row.getString(1);
        EntityJson.Outcome read =
                EntityJson.readStored(kind, id, row.getString(3).getBytes(StandardCharsets.UTF_8));
        if (read instanceof EntityJson.Outcome.Good good) {
            return good.entity();
        }
        throw new SQLException("the " + table(kind) + " " + id + " cannot be read: " + read);
    }
}
