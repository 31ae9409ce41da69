package org.linekeeper.config.store;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.linekeeper.config.model.Entity;
import org.linekeeper.config.model.Entity.Kind;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.store.WriteOutcome.Created;
import org.linekeeper.config.store.WriteOutcome.Deleted;
import org.linekeeper.config.store.WriteOutcome.NotFound;
import org.linekeeper.config.store.WriteOutcome.PreconditionFailed;
import org.linekeeper.config.store.WriteOutcome.Unchanged;
import org.linekeeper.config.store.WriteOutcome.Updated;

/** One write of an entity, inside a transaction. It touches the database only when it succeeds. */
final class EntityWrites {
    private EntityWrites() {}

    /** What it came to, and what it changed if it did. */
    record Written(WriteOutcome outcome, Optional<Change> change) {
        static Written nothing(WriteOutcome outcome) {
            return new Written(outcome, Optional.empty());
        }
    }

    static Written put(Handle handle, Entity after, Precondition precondition) {
        Optional<Versioned<Entity>> standing = Rows.get(handle, after.kind(), after.id());
        Optional<Entity> before = standing.map(Versioned::entity);
        if (!holds(precondition, standing)) {
            return Written.nothing(new PreconditionFailed(revision(standing)));
        }
        if (before.isPresent() && before.get().equals(after)) {
            return Written.nothing(new Unchanged(revision(standing)));
        }
        Optional<WriteOutcome> against = new CrossChecks(handle).put(before, after);
        if (against.isPresent()) {
            return Written.nothing(against.get());
        }
        long revision = Rows.nextRevision(handle);
        Rows.put(handle, after, revision);
        if (before.isPresent() && after instanceof Pbx pbx) {
            rekeySipUsers(handle, (Pbx) before.get(), pbx);
        }
        WriteOutcome outcome = before.isPresent() ? new Updated(revision) : new Created(revision);
        return new Written(outcome, Optional.of(new Change(revision, before, Optional.of(after))));
    }

    static Written delete(Handle handle, Kind kind, String id, Precondition precondition) {
        Optional<Versioned<Entity>> standing = Rows.get(handle, kind, id);
        if (standing.isEmpty()) {
            return Written.nothing(new NotFound());
        }
        if (!holds(precondition, standing)) {
            return Written.nothing(new PreconditionFailed(revision(standing)));
        }
        Optional<WriteOutcome> against = new CrossChecks(handle).delete(kind, id);
        if (against.isPresent()) {
            return Written.nothing(against.get());
        }
        long revision = Rows.nextRevision(handle);
        Rows.delete(handle, kind, id);
        Change change = new Change(revision, standing.map(Versioned::entity), Optional.empty());
        return new Written(new Deleted(revision), Optional.of(change));
    }

    private static boolean holds(Precondition precondition, Optional<Versioned<Entity>> standing) {
        if (precondition instanceof Precondition.AtRevision at) {
            return standing.isPresent() && standing.get().revision() == at.revision();
        }
        return !(precondition instanceof Precondition.Absent) || standing.isEmpty();
    }

    private static long revision(Optional<Versioned<Entity>> standing) {
        return standing.map(Versioned::revision).orElse(0L);
    }

    /** The keys of its lines depend on its SIP domain. By way of keys that no SIP user can have, for two may change places. */
    private static void rekeySipUsers(Handle handle, Pbx before, Pbx after) {
        if (before.sipDomain().equalsIgnoreCase(after.sipDomain())) {
            return;
        }
        List<Line> affected = Rows.linesOf(handle, after).stream()
                .filter(line -> line.sipUser().indexOf('@') >= 0)
                .toList();
        affected.forEach(line -> rekey(handle, line, " " + line.id()));
        affected.forEach(line -> rekey(handle, line, SipUsers.key(line.sipUser(), after.sipDomain())));
    }

    private static void rekey(Handle handle, Line line, String key) {
        handle.execute("UPDATE line SET sip_user = ? WHERE id = ?", key, line.id());
    }
}
