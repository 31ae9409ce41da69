package org.linekeeper.registration;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.dns.Target;
import org.linekeeper.registration.LineEntry.Mark;
import org.linekeeper.registration.RegistrationCodec.Bound;
import org.linekeeper.registration.RegistrationCodec.Refused;
import org.linekeeper.registration.RegistrationCodec.Snapshot;
import org.linekeeper.registration.machine.Account;
import org.linekeeper.registration.machine.Binding;
import org.linekeeper.registration.machine.Phase;
import org.linekeeper.registration.machine.Registration;
import org.linekeeper.sip.auth.DigestSession;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.loop.Loops;
import org.linekeeper.sip.loop.Timers;
import org.linekeeper.sip.register.RegisterClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when a line's state has to be saved, and turns saved states into registrations again. What changes on a loop within a
 * short time is written together.
 */
final class LineStates {
    private static final Logger log = LoggerFactory.getLogger(LineStates.class);

    /**
     * CSeq numbers are reserved ahead by so many, because a REGISTER may be sent after the last save and before a kill: RFC 3261 10.3
     * lets a registrar refuse a number that is not higher than the last one.
     */
    static final int CSEQ_RESERVE = 64;

    /**
     * A nonce count may have been used after the last save as well, at most once in each REGISTER; a gap is harmless, a repetition is
     * a replay.
     */
    private static final int NONCE_RESERVE = CSEQ_RESERVE;

    /** How long a change waits for others; a kill in this time costs the line no more than an early refresh. */
    private static final Duration GATHERING = Duration.ofMillis(50);

    private final StateSaver saver;
    private final RegisterClient client;
    private final List<Batch> batches = new ArrayList<>();

    /** What is to be saved of the lines of one loop. */
    private static final class Batch {
        /** Whose state is taken when it is written. */
        private final List<LineEntry> entries = new ArrayList<>();

        private Map<String, byte[]> snapshots = new HashMap<>();
        private final List<Runnable> then = new ArrayList<>();
        private final ByteSink sink = new ByteSink();
        private Timers.@Nullable Timeout timer;
        private @Nullable Pbx lastPbx;
        private @Nullable Target lastTarget;
        private long lastWay;

        /** {@link Fingerprint#ofWay}, known of the line before as a rule; the same objects, for lines share them. */
        @SuppressWarnings("ReferenceEquality")
        long way(Pbx pbx, Target target, RegisterClient client) {
            if (pbx != lastPbx || target != lastTarget) {
                lastWay = Fingerprint.ofWay(pbx, target, client);
                lastPbx = pbx;
                lastTarget = target;
            }
            return lastWay;
        }

        /** What others decide may be another one when there is something to write again. */
        void forgetWay() {
            lastPbx = null;
            lastTarget = null;
        }
    }

    LineStates(StateSaver saver, RegisterClient client, Loops loops) {
        this.saver = saver;
        this.client = client;
        loops.all().forEach(loop -> batches.add(new Batch()));
    }

    /** Saves the line when a restart would go wrong without. Its loop only. */
    void changed(LineEntry entry, Registration registration) {
        Phase phase = registration.phase();
        boolean settled = phase instanceof Phase.Registered || phase instanceof Phase.Rejected;
        boolean lost = entry.is(Mark.BINDING_SAVED) && phase.binding().isEmpty();
        boolean cseqRunsOut = registration.cseq() > entry.cseqSaved - CSEQ_RESERVE / 2;
        if (settled || lost || cseqRunsOut || !entry.is(Mark.SAVED)) {
            gather(entry);
        }
    }

    /**
     * Whether a REGISTER with this number may be sent now. Not after a restart, before its number has been reserved: after another
     * kill the next process would use it again.
     */
    boolean isReserved(LineEntry entry, long cseq) {
        return !entry.is(Mark.SAVED) || cseq <= entry.cseqSaved;
    }

    /** Saves the line, then does something on its loop. Its loop only. */
    void reserve(LineEntry entry, Runnable then) {
        gather(entry);
        batch(entry.loop()).then.add(() -> entry.loop().execute(then));
    }

    private void gather(LineEntry entry) {
        Batch batch = batch(entry.loop());
        RestingBound resting = entry.restingBound();
        // Its state is at hand now; at the time of writing the processor would have to fetch it from memory once again.
        byte[] written = resting == null ? null : written(entry, resting, batch);
        if (written != null) {
            batch.snapshots.put(entry.lineId, written);
            saved(entry, true);
        } else if (!entry.is(Mark.TO_BE_SAVED)) {
            entry.mark(Mark.TO_BE_SAVED, true);
            batch.entries.add(entry);
        }
        if (batch.timer == null) {
            Loop loop = entry.loop();
            batch.timer = loop.timers().schedule(GATHERING, () -> write(loop));
        }
    }

    private Batch batch(Loop loop) {
        return batches.get(loop.index());
    }

    /** Hands over what was gathered on a loop. On that loop. */
    void write(Loop loop) {
        Batch batch = batch(loop);
        if (batch.timer != null) {
            batch.timer.cancel();
            batch.timer = null;
        }
        Map<String, byte[]> snapshots = batch.snapshots;
        batch.snapshots = new HashMap<>(snapshots.size() * 4 / 3 + 1);
        for (LineEntry entry : batch.entries) {
            // a line that is gone meanwhile, or was written since, has no mark any more
            if (entry.is(Mark.TO_BE_SAVED)) {
                add(snapshots, entry, batch.sink);
            }
        }
        batch.entries.clear();
        batch.forgetWay();
        List<Runnable> then = List.copyOf(batch.then);
        batch.then.clear();
        if (!snapshots.isEmpty() || !then.isEmpty()) {
            saver.save(snapshots, then);
        }
    }

    private static void saved(LineEntry entry, boolean bound) {
        entry.mark(Mark.TO_BE_SAVED, false);
        entry.mark(Mark.CHANGED, false);
        entry.mark(Mark.SAVED, true);
        entry.mark(Mark.BINDING_SAVED, bound);
    }

    /** Most lines that are saved are bound and rest: these are not unpacked for it. */
    private byte @Nullable [] written(LineEntry entry, RestingBound resting, Batch batch) {
        entry.cseqSaved = reserved(resting.cseq());
        Terms terms = resting.terms();
        long fingerprint = Fingerprint.of(resting.line(), terms.pbx(), batch.way(terms.pbx(), terms.target(), client));
        try {
            return RegistrationCodec.write(
                    resting,
                    entry.identity(),
                    entry.cseqSaved,
                    fingerprint,
                    entry.boundSinceSeconds(),
                    NONCE_RESERVE,
                    batch.sink);
        } catch (IllegalArgumentException e) {
            // It is told of where such a line is written like any other.
            return null;
        }
    }

    private static int reserved(long cseq) {
        return (int) Math.min(Integer.MAX_VALUE, cseq + CSEQ_RESERVE);
    }

    private void add(Map<String, byte[]> snapshots, LineEntry entry, ByteSink sink) {
        Registration registration = entry.registration();
        Optional<Bound> bound = bound(registration.phase(), entry.boundSinceSeconds());
        entry.cseqSaved = reserved(registration.cseq());
        saved(entry, bound.isPresent());
        List<DigestSession> sessions = new ArrayList<>(1);
        for (DigestSession session : registration.sessions()) {
            sessions.add(new DigestSession(session.challenge(), session.uses() + NONCE_RESERVE));
        }
        Snapshot snapshot =
                new Snapshot(entry.identity(), entry.cseqSaved, sessions, bound, refused(entry, registration.phase()));
        try {
            snapshots.put(entry.lineId, RegistrationCodec.write(snapshot, sink));
        } catch (IllegalArgumentException e) {
            log.warn("The registration state of line {} cannot be saved: {}", entry.lineId, e.getMessage());
        }
    }

    /** Gathers the line if the store has an older state of it. Its loop only. */
    void last(LineEntry entry) {
        if (entry.is(Mark.CHANGED) || !entry.is(Mark.SAVED)) {
            gather(entry);
        }
    }

    void forget(LineEntry entry) {
        entry.mark(Mark.TO_BE_SAVED, false);
        batch(entry.loop()).snapshots.remove(entry.lineId);
        forget(entry.lineId);
    }

    /** Of a line that has no entry. */
    void forget(String lineId) {
        saver.delete(lineId);
    }

    /** The line stands as the store says, its CSeq numbers used up. */
    static void restored(LineEntry entry, Snapshot snapshot) {
        entry.cseqSaved = snapshot.cseq();
        entry.mark(Mark.SAVED, true);
        entry.mark(Mark.BINDING_SAVED, snapshot.bound().isPresent());
        entry.mark(Mark.PROVEN, snapshot.bound().isPresent());
        snapshot.bound().filter(bound -> !bound.leaving()).ifPresent(bound -> entry.boundSince(bound.since()));
    }

    /**
     * The registration that a snapshot tells of. Its binding counts only while it would be made the same way today: the same
     * address of record, proxy and transport, and the same Contact.
     *
     * @param account the settings of the line as they are now, even when it is not wanted
     * @param canonical gives one object for equal targets
     */
    Registration restore(Snapshot snapshot, Account account, UnaryOperator<Target> canonical) {
        Registration fresh = Registration.fresh(snapshot.identity());
        Optional<Bound> bound = snapshot.bound()
                .filter(kept -> kept.fingerprint()
                        == Fingerprint.of(account, kept.binding().target(), client));
        Phase phase = bound.map(kept -> phase(account, kept, canonical))
                .or(() -> refused(snapshot, account)
                        .map(kept -> new Phase.Rejected(account, kept.failure(), kept.until())))
                .orElse(fresh.phase());
        return new Registration(
                snapshot.identity(), snapshot.cseq(), snapshot.sessions(), Optional.empty(), Optional.empty(), phase);
    }

    private static Phase phase(Account account, Bound kept, UnaryOperator<Target> canonical) {
        Binding binding = new Binding(
                canonical.apply(kept.binding().target()),
                kept.binding().requested(),
                kept.binding().granted(),
                kept.binding().expiresAt(),
                kept.binding().serviceRoute(),
                kept.binding().redirected());
        return kept.leaving()
                ? Phase.Unregistering.of(account, binding)
                : new Phase.Registered(account, binding, kept.refreshAt());
    }

    /** What the line was refused with before the restart, if it would be tried with just that again. */
    static Optional<Refused> refused(Snapshot snapshot, Account account) {
        return snapshot.refused()
                .filter(kept -> kept.fingerprint() == Fingerprint.ofRefused(account, snapshot.identity()));
    }

    private static Optional<Refused> refused(LineEntry entry, Phase phase) {
        if (!(phase instanceof Phase.Rejected rejected)) {
            return Optional.empty();
        }
        return Optional.of(new Refused(
                Fingerprint.ofRefused(rejected.of(), entry.identity()),
                rejected.failure(),
                rejected.until(),
                entry.facts.credentials().refusals(entry.lineId)));
    }

    private Optional<Bound> bound(Phase phase, int sinceSeconds) {
        Instant since = Instant.ofEpochSecond(Integer.toUnsignedLong(sinceSeconds));
        if (phase instanceof Phase.Unregistering removing) {
            Binding binding = removing.removed();
            long fingerprint = Fingerprint.of(removing.of(), binding.target(), client);
            return Optional.of(new Bound(fingerprint, binding, binding.expiresAt(), since, true));
        }
        return phase.account().flatMap(account -> phase.binding().map(binding -> {
            var refreshAt = phase instanceof Phase.Registered registered
                    ? registered.refreshAt()
                    : binding.expiresAt().minus(binding.granted().dividedBy(2));
            return new Bound(Fingerprint.of(account, binding.target(), client), binding, refreshAt, since, false);
        }));
    }
}
