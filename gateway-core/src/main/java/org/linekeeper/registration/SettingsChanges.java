package org.linekeeper.registration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.linekeeper.config.model.Enterprise;
import org.linekeeper.config.model.Entity;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.store.Change;
import org.linekeeper.config.store.Directory;

/** Which lines a change of the settings concerns, and what of a PBX it makes worthless. */
final class SettingsChanges {
    private final Directory directory;
    private final Roster roster;
    private final TargetPacers pacers;
    private final Consumer<String> lines;
    private final Consumer<Collection<Line>> linesOfPbxs;

    /** Changes that came while the saved states were being taken up: they wait, or they would hide a saved state. */
    private final List<Change> early = new ArrayList<>();

    private boolean resumed;

    /**
     * @param lines is told the id of a line that was changed
     * @param linesOfPbxs is told the lines of a PBX that was changed, or whose owner was
     */
    SettingsChanges(
            Directory directory,
            Roster roster,
            TargetPacers pacers,
            Consumer<String> lines,
            Consumer<Collection<Line>> linesOfPbxs) {
        this.linesOfPbxs = linesOfPbxs;
        this.directory = directory;
        this.roster = roster;
        this.pacers = pacers;
        this.lines = lines;
    }

    /** The saved states are taken up: changes may pass. */
    void resume() {
        synchronized (early) {
            resumed = true;
            early.forEach(this::act);
            early.clear();
        }
    }

    /** On the store's thread. */
    void changed(Change change) {
        synchronized (early) {
            if (!resumed) {
                early.add(change);
                return;
            }
        }
        act(change);
    }

    private void act(Change change) {
        if (change.before().orElse(null) instanceof Pbx before
                && !(change.after().orElse(null) instanceof Pbx after && samePlace(before, after))) {
            roster.forget(before.id());
        }
        if (change.after().orElse(null) instanceof Pbx after) {
            roster.translationExpected(after.id(), after.registration().translated());
            roster.paced(after.id(), after.registration().pace());
        }
        if (change.after().orElse(null) instanceof Pbx after && roster.credentialsMayHaveChanged(after.id())) {
            pacers.gatesChanged();
        }
        change.after().or(change::before).ifPresent(this::touch);
    }

    private static boolean samePlace(Pbx before, Pbx after) {
        return before.outboundProxy().equals(after.outboundProxy())
                && before.sipDomain().equals(after.sipDomain())
                && before.transport().equals(after.transport())
                && before.lookup() == after.lookup();
    }

    private void touch(Entity entity) {
        switch (entity.kind()) {
            case LINE -> lines.accept(entity.id());
            case PBX -> linesOfPbxs.accept(directory.linesOf(entity.id()));
            case RESELLER ->
                directory.pbxs().stream()
                        .filter(pbx -> directory
                                .enterprise(pbx.enterpriseId())
                                .flatMap(Enterprise::resellerId)
                                .filter(entity.id()::equals)
                                .isPresent())
                        .forEach(this::touch);
            case ENTERPRISE ->
                directory.pbxs().stream()
                        .filter(pbx -> pbx.enterpriseId().equals(entity.id()))
                        .forEach(this::touch);
            case DIRECT_ROUTE -> {}
        }
    }
}
