package org.linekeeper.app.rehearsal;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.DnsLookup;
import org.linekeeper.config.model.Enterprise;
import org.linekeeper.config.model.Entity;
import org.linekeeper.config.model.HostPort;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.PbxType;
import org.linekeeper.config.model.Secret;
import org.linekeeper.config.store.ConfigStore;
import org.linekeeper.config.store.Directory;
import org.linekeeper.config.store.LineStateStore;
import org.linekeeper.config.store.Precondition;
import org.linekeeper.config.store.Versioned;
import org.linekeeper.config.store.WriteOutcome;

/** One enterprise, one PBX and its lines, which exist nowhere else and never change; their state is kept nowhere. */
final class ImaginaryLines implements ConfigStore, Directory, LineStateStore {
    private static final String ONE = "rehearsal";

    private final Enterprise enterprise = new Enterprise(ONE, ONE, Optional.empty(), OptionalInt.empty(), false, true);
    private final Pbx pbx;
    private final Map<String, Line> lines = new LinkedHashMap<>();

    /** @param registrar port of the registrar on loopback */
    ImaginaryLines(int count, String host, int registrar) {
        pbx = new Pbx(
                ONE,
                ONE,
                ONE,
                PbxType.GENERIC,
                "rehearsal.invalid",
                Optional.of(new HostPort(host, OptionalInt.of(registrar))),
                Optional.empty(),
                DnsLookup.AUTO,
                Duration.ofHours(1),
                List.of(),
                Optional.empty(),
                true);
        for (int i = 0; i < count; i++) {
            String id = id(i);
            Line line = new Line(
                    id,
                    ONE,
                    ONE,
                    id + "@rehearsal.invalid",
                    "+1" + i,
                    Integer.toString(10_000 + i),
                    Optional.empty(),
                    Secret.of("of no worth"),
                    Optional.empty(),
                    true);
            lines.put(id, line);
        }
    }

    static String id(int line) {
        return "rehearsal-" + line;
    }

    @Override
    public Optional<Enterprise> enterprise(String id) {
        return id.equals(ONE) ? Optional.of(enterprise) : Optional.empty();
    }

    @Override
    public Optional<DirectRoute> directRoute(String id) {
        return Optional.empty();
    }

    @Override
    public Optional<Pbx> pbx(String id) {
        return id.equals(ONE) ? Optional.of(pbx) : Optional.empty();
    }

    @Override
    public Optional<Line> line(String id) {
        return Optional.ofNullable(lines.get(id));
    }

    @Override
    public Collection<Pbx> pbxs() {
        return List.of(pbx);
    }

    @Override
    public Collection<DirectRoute> directRoutes() {
        return List.of();
    }

    @Override
    public Collection<Line> linesOf(String pbxId) {
        return lines.values();
    }

    @Override
    public Optional<DirectRoute> directRouteByTenant(String tenantFqdn) {
        return Optional.empty();
    }

    @Override
    public Optional<Line> lineByNumber(String directRouteId, String phoneNumber) {
        return Optional.empty();
    }

    @Override
    public Optional<Line> lineBySipUser(String pbxId, String sipUser) {
        return Optional.empty();
    }

    @Override
    public WriteOutcome put(Entity entity, Precondition precondition) {
        throw new UnsupportedOperationException("imaginary lines do not change");
    }

    @Override
    public WriteOutcome delete(Entity.Kind kind, String id, Precondition precondition) {
        throw new UnsupportedOperationException("imaginary lines do not change");
    }

    @Override
    public Optional<Versioned<Entity>> get(Entity.Kind kind, String id) {
        return Optional.empty();
    }

    @Override
    public List<Versioned<Entity>> list(Entity.Kind kind, String after, int limit) {
        return List.of();
    }

    @Override
    public void subscribe(ChangeListener listener) {}

    @Override
    public void save(Map<String, byte[]> stateByLineId) {}

    @Override
    public int load(BiConsumer<String, byte[]> stateByLineId) {
        return 0;
    }

    @Override
    public int damages() {
        return 0;
    }

    @Override
    public void close() {}
}
