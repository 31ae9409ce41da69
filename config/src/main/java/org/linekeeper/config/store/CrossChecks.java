package org.linekeeper.config.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.Enterprise;
import org.linekeeper.config.model.Entity;
import org.linekeeper.config.model.Entity.Kind;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.NumberRange;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.Problem;

/** What must hold between entities, checked inside the transaction that writes. */
final class CrossChecks {
    private static final int NAMED = 5;

    private final Handle handle;
    private final List<Problem> missing = new ArrayList<>();
    private final List<Problem> taken = new ArrayList<>();

    CrossChecks(Handle handle) {
        this.handle = handle;
    }

    /** What stands against writing; empty when nothing does. */
    Optional<WriteOutcome> put(Optional<Entity> before, Entity after) {
        if (after instanceof Enterprise enterprise) {
            enterprise(enterprise);
        } else if (after instanceof DirectRoute route) {
            directRoute(before.map(DirectRoute.class::cast), route);
        } else if (after instanceof Pbx pbx) {
            pbx(before.map(Pbx.class::cast), pbx);
        } else if (after instanceof Line line) {
            line(line);
        }
        return verdict();
    }

    /** What stands against deleting; empty when nothing does. */
    Optional<WriteOutcome> delete(Kind kind, String id) {
        switch (kind) {
            case RESELLER -> unused("", "enterprise", "SELECT id FROM enterprise WHERE reseller_id = ?", id);
            case ENTERPRISE -> {
                unused("", "direct route", "SELECT id FROM direct_route WHERE enterprise_id = ?", id);
                unused("", "PBX", "SELECT id FROM pbx WHERE enterprise_id = ?", id);
            }
            case DIRECT_ROUTE -> unused("", "line", "SELECT id FROM line WHERE direct_route_id = ?", id);
            case PBX -> unused("", "line", "SELECT id FROM line WHERE pbx_id = ?", id);
            case LINE -> {}
        }
        return verdict();
    }

    private Optional<WriteOutcome> verdict() {
        if (!missing.isEmpty()) {
            return Optional.of(new WriteOutcome.Invalid(missing));
        }
        return taken.isEmpty() ? Optional.empty() : Optional.of(new WriteOutcome.Conflict(taken));
    }

    private void enterprise(Enterprise enterprise) {
        enterprise
                .resellerId()
                .filter(id -> other("SELECT id FROM reseller WHERE id = ?", id).isEmpty())
                .ifPresent(id -> missing("/resellerId", "there is no reseller with this id; create it first"));
        if (enterprise.userLimit().isPresent()) {
            long lines = linesOfEnterprise(enterprise.id(), "");
            if (lines > enterprise.userLimit().getAsInt()) {
                conflict(
                        "/userLimit",
                        "is less than the " + lines + " lines that the enterprise has; delete lines first");
            }
        }
    }

    private void directRoute(Optional<DirectRoute> before, DirectRoute route) {
        enterpriseExists(route.enterpriseId());
        if (before.isPresent() && !before.get().enterpriseId().equals(route.enterpriseId())) {
            unused("/enterpriseId", "line", "SELECT id FROM line WHERE direct_route_id = ?", route.id());
        }
        String tenant = route.tenantFqdn().toLowerCase(Locale.ROOT);
        other("SELECT id FROM direct_route WHERE tenant_fqdn = ? AND id <> ?", tenant, route.id())
                .ifPresent(id -> conflict("/tenantFqdn", "is that of direct route " + id + " already"));
    }

    private void pbx(Optional<Pbx> before, Pbx pbx) {
        enterpriseExists(pbx.enterpriseId());
        if (before.isPresent() && !before.get().enterpriseId().equals(pbx.enterpriseId())) {
            unused("/enterpriseId", "line", "SELECT id FROM line WHERE pbx_id = ?", pbx.id());
        }
        if (before.isPresent() && !before.get().sipDomain().equalsIgnoreCase(pbx.sipDomain())) {
            sipUsersStayApart(pbx);
        }
    }

    /** A SIP user with a domain of its own may become equal to one without. */
    private void sipUsersStayApart(Pbx pbx) {
        Map<String, String> lineByUser = new HashMap<>();
        for (Line line : Rows.linesOf(handle, pbx)) {
            String other = lineByUser.putIfAbsent(SipUsers.key(line.sipUser(), pbx.sipDomain()), line.id());
            if (other != null) {
                conflict("/sipDomain", "would give lines " + other + " and " + line.id() + " the same SIP user");
            }
        }
    }

    private void line(Line line) {
        Optional<Pbx> pbx = Rows.get(handle, Kind.PBX, line.pbxId()).map(row -> (Pbx) row.entity());
        Optional<String> routeOwner = handle.select(
                        "SELECT enterprise_id FROM direct_route WHERE id = ?", line.directRouteId())
                .mapTo(String.class)
                .findOne();
        if (pbx.isEmpty()) {
            missing("/pbxId", "there is no PBX with this id; create it first");
        }
        if (routeOwner.isEmpty()) {
            missing("/directRouteId", "there is no direct route with this id; create it first");
        }
        if (pbx.isPresent() && routeOwner.isPresent()) {
            lineOn(pbx.get(), routeOwner.get(), line);
        }
    }

    private void lineOn(Pbx pbx, String routeOwner, Line line) {
        String enterprise = pbx.enterpriseId();
        if (!routeOwner.equals(enterprise)) {
            String advice = "belongs to enterprise " + routeOwner + ", but the PBX to enterprise " + enterprise;
            missing("/directRouteId", advice);
            return;
        }
        String user = SipUsers.key(line.sipUser(), pbx.sipDomain());
        other("SELECT id FROM line WHERE pbx_id = ? AND sip_user = ? AND id <> ?", pbx.id(), user, line.id())
                .ifPresent(id -> conflict("/sipUser", "is that of line " + id + " already"));
        numberIsFree("/phoneNumber", enterprise, line.phoneNumber(), line.id());
        List<String> further = line.options().numbers();
        for (int i = 0; i < further.size(); i++) {
            numberIsFree("/numbers/" + i, enterprise, further.get(i), line.id());
        }
        List<NumberRange> ranges = line.options().ranges();
        for (int i = 0; i < ranges.size(); i++) {
            rangeIsFree("/ranges/" + i, enterprise, ranges.get(i), line.id());
        }
        Rows.get(handle, Kind.ENTERPRISE, enterprise)
                .map(row -> (Enterprise) row.entity())
                .filter(owner -> owner.userLimit().isPresent())
                .filter(owner -> linesOfEnterprise(enterprise, line.id())
                        >= owner.userLimit().getAsInt())
                .ifPresent(owner -> conflict(
                        "",
                        "enterprise " + enterprise + " may have no more than "
                                + owner.userLimit().getAsInt() + " lines; raise its userLimit or delete lines"));
    }

    private void numberIsFree(String pointer, String enterprise, String number, String lineId) {
        String own = "SELECT id FROM line WHERE enterprise_id = ? AND phone_number = ? AND id <> ?";
        String further =
                "SELECT line_id FROM line_number WHERE enterprise_id = ? AND phone_number = ? AND line_id <> ?";
        other(own, enterprise, number, lineId)
                .or(() -> other(further, enterprise, number, lineId))
                .ifPresent(id -> conflict(pointer, "is that of line " + id + " already"));
        NumberRange alone = new NumberRange(number, number);
        rangeOfOther(enterprise, alone, lineId)
                .ifPresent(id -> conflict(pointer, "is in a range of line " + id + " already"));
    }

    private void rangeIsFree(String pointer, String enterprise, NumberRange range, String lineId) {
        rangeOfOther(enterprise, range, lineId).ifPresent(id -> conflict(pointer, "overlaps a range of line " + id));
        // Text of one length sorts as the numbers do.
        String between = " WHERE enterprise_id = ? AND phone_number BETWEEN ? AND ? AND LENGTH(phone_number) = ?";
        Object[] own = {enterprise, range.from(), range.to(), range.from().length(), lineId};
        other("SELECT id FROM line" + between + " AND id <> ?", own)
                .or(() -> other("SELECT line_id FROM line_number" + between + " AND line_id <> ?", own))
                .ifPresent(id -> conflict(pointer, "has a number of line " + id));
    }

    /** As the ranges of other lines do not overlap, the one that ends first at or behind the beginning of this one decides. */
    private Optional<String> rangeOfOther(String enterprise, NumberRange range, String lineId) {
        return other(
                "SELECT line_id FROM (SELECT line_id, first_number FROM line_range"
                        + " WHERE enterprise_id = ? AND last_number >= ? AND line_id <> ? ORDER BY last_number LIMIT 1)"
                        + " AS next_range WHERE first_number <= ?",
                enterprise,
                range.first(),
                lineId,
                range.last());
    }

    private void enterpriseExists(String id) {
        if (other("SELECT id FROM enterprise WHERE id = ?", id).isEmpty()) {
            missing("/enterpriseId", "there is no enterprise with this id; create it first");
        }
    }

    private void unused(String pointer, String user, String sql, String id) {
        List<String> users = handle.select(sql + " ORDER BY id LIMIT " + (NAMED + 1), id)
                .mapTo(String.class)
                .list();
        if (!users.isEmpty()) {
            String named = String.join(", ", users.subList(0, Math.min(NAMED, users.size())));
            String more = users.size() > NAMED ? " and others" : "";
            String plural = users.size() > 1 ? "s " : " ";
            conflict(pointer, "is still used by " + user + plural + named + more);
        }
    }

    private long linesOfEnterprise(String enterprise, String except) {
        return handle.select("SELECT COUNT(*) FROM line WHERE enterprise_id = ? AND id <> ?", enterprise, except)
                .mapTo(Long.class)
                .one();
    }

    private Optional<String> other(String sql, Object... arguments) {
        return handle.select(sql, arguments).mapTo(String.class).findFirst();
    }

    private void missing(String pointer, String message) {
        missing.add(new Problem(pointer, message));
    }

    private void conflict(String pointer, String message) {
        taken.add(new Problem(pointer, message));
    }
}
