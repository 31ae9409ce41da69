package org.linekeeper.registration;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.ServedEnterprise;
import org.linekeeper.config.store.Directory;
import org.linekeeper.registration.RegistrationCodec.Snapshot;
import org.linekeeper.registration.machine.Account;
import org.linekeeper.registration.machine.Binding;
import org.linekeeper.registration.machine.LineIdentity;
import org.linekeeper.registration.machine.Phase;
import org.linekeeper.registration.machine.Registration;
import org.linekeeper.registration.machine.RegistrationEvent;

/** Brings lines in step with the directory: makes them, tells them what is wanted now, and drops them. On the line's loop. */
final class Alignment {
    private final Directory directory;
    private final Roster roster;
    private final LineStates states;
    private final RegistrationTally tally;
    private final RandomGenerator random;

    /**
     * @param tally counts bindings that nothing can remove any more
     * @param random unpredictable: identities come from it
     */
    Alignment(Directory directory, Roster roster, LineStates states, RegistrationTally tally, RandomGenerator random) {
        this.directory = directory;
        this.roster = roster;
        this.states = states;
        this.tally = tally;
        this.random = random;
    }

    /** The settings of a line may have changed. */
    void align(String lineId, LineHome home) {
        align(lineId, settings(lineId), home);
    }

    /**
     * The settings of the PBX of a line, or of its enterprise, may have changed.
     *
     * @param line as it was then, or later; what changed it since is in the queue behind this
     */
    void align(Line line, LineHome home) {
        align(line.id(), settings(line), home);
    }

    private void align(String lineId, Optional<Account> settings, LineHome home) {
        Optional<Account> wanted = settings.filter(this::wanted);
        LineEntry known = roster.entry(lineId);
        if (known != null) {
            if (settings.isPresent() && !settings.get().pbx().id().equals(known.pbxId())) {
                roster.assign(known, settings.get().pbx().id());
            }
            home.runner().fire(known, new RegistrationEvent.AccountChanged(wanted));
        } else if (wanted.isPresent()) {
            Registration fresh = Registration.fresh(LineIdentity.draw(random));
            LineEntry entry = roster.add(lineId, wanted.get().pbx().id(), home, fresh);
            home.runner().fire(entry, new RegistrationEvent.AccountChanged(wanted));
        }
    }

    /** A line that may have been restored already. */
    void alignUnlessKnown(String lineId, LineHome home) {
        if (roster.entry(lineId) == null) {
            align(lineId, home);
        }
    }

    /** The state of a line in the process before. What cannot be read is as if it were not there. */
    void restore(String lineId, byte[] saved, LineHome home) {
        Optional<Snapshot> snapshot = RegistrationCodec.read(saved);
        Optional<Account> settings = settings(lineId);
        if (settings.isEmpty()) {
            // Deleted since the store was read: nobody else would forget its state.
            states.forget(lineId);
            snapshot.flatMap(Snapshot::bound).ifPresent(bound -> tally.left.increment());
            return;
        }
        if (snapshot.isEmpty() || roster.entry(lineId) != null) {
            return;
        }
        Registration restored = states.restore(snapshot.get(), settings.get(), home.runner()::canonical);
        LineEntry entry = roster.add(lineId, settings.get().pbx().id(), home, restored);
        LineStates.restored(entry, snapshot.get());
        remembers(entry, restored, snapshot.get(), settings.get());
        if (snapshot.get().bound().isPresent() && restored.phase() instanceof Phase.Unregistered) {
            tally.left.increment();
        }
        home.runner().fire(entry, new RegistrationEvent.Restored(settings.filter(this::wanted)));
    }

    /** What the PBX of the line taught the process before. */
    private static void remembers(LineEntry entry, Registration restored, Snapshot snapshot, Account account) {
        restored.phase().binding().filter(Binding::redirected).ifPresent(binding -> entry.facts
                .whereabouts()
                .redirected(List.of(binding.target())));
        LineStates.refused(snapshot, account)
                .ifPresent(kept -> entry.facts.credentials().remember(entry.lineId, kept.times()));
    }

    /** A line that is neither wanted nor bound is kept as long as its settings are. */
    void dropIfGone(LineEntry entry) {
        if (directory.line(entry.lineId).isEmpty() && roster.entry(entry.lineId) == entry) {
            LineRunner.cancelTimer(entry);
            roster.remove(entry);
            states.forget(entry);
        }
    }

    private Optional<Account> settings(String lineId) {
        return directory.line(lineId).flatMap(this::settings);
    }

    private Optional<Account> settings(Line line) {
        return directory.pbx(line.pbxId()).map(pbx -> new Account(line, pbx));
    }

    private boolean wanted(Account account) {
        return account.line().enabled()
                && account.pbx().enabled()
                && account.pbx().registers(account.line().id())
                && directory
                        .served(account.pbx().enterpriseId())
                        .filter(ServedEnterprise::enabled)
                        .isPresent();
    }
}
