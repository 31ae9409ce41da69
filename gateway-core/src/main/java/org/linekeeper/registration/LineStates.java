package org.linekeeper.registration;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.linekeeper.dns.Target;
import org.linekeeper.registration.RegistrationCodec.Bound;
import org.linekeeper.registration.RegistrationCodec.Snapshot;
import org.linekeeper.registration.machine.Account;
import org.linekeeper.registration.machine.Binding;
import org.linekeeper.registration.machine.Phase;
import org.linekeeper.registration.machine.Registration;
import org.linekeeper.sip.auth.DigestSession;
import org.linekeeper.sip.register.RegisterClient;

/** Decides when a line's state has to be saved, and turns saved states into registrations again. */
final class LineStates {
    /**
     * CSeq numbers are reserved ahead by so many, because a REGISTER may be sent after the last save and before a kill: RFC 3261 10.3
     * lets a registrar refuse a number that is not higher than the last one.
     */
    static final int CSEQ_RESERVE = 64;

    /** A nonce count may have been used after the last save as well; a gap is harmless, a repetition is a replay. */
    private static final int NONCE_RESERVE = 4;

    private final StateSaver saver;
    private final RegisterClient client;

    LineStates(StateSaver saver, RegisterClient client) {
        this.saver = saver;
        this.client = client;
    }

    /** Saves the line when a restart would go wrong without. Its loop only. */
    void changed(LineEntry entry) {
        Registration registration = entry.registration;
        Phase phase = registration.phase();
        boolean bound = phase instanceof Phase.Registered;
        boolean unbound = phase.binding().isEmpty();
        boolean cseqRunsOut = registration.cseq() > entry.cseqSaved - CSEQ_RESERVE / 2;
        if (bound || (entry.bindingSaved && unbound) || cseqRunsOut) {
            save(entry);
        }
    }

    /** Saves the line as it is. Its loop only. */
    void save(LineEntry entry) {
        Registration registration = entry.registration;
        Optional<Bound> bound = bound(registration.phase());
        entry.cseqSaved = registration.cseq() + CSEQ_RESERVE;
        entry.bindingSaved = bound.isPresent();
        saver.save(
                entry.lineId,
                RegistrationCodec.write(new Snapshot(
                        registration.identity(),
                        entry.cseqSaved,
                        registration.sessions().stream()
                                .map(session -> new DigestSession(session.challenge(), session.uses() + NONCE_RESERVE))
                                .toList(),
                        bound)));
    }

    void forget(LineEntry entry) {
        saver.delete(entry.lineId);
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
        Optional<Bound> bound = snapshot.bound().filter(kept -> kept.fingerprint()
                .equals(fingerprint(account, kept.binding().target())));
        Phase phase = bound.<Phase>map(kept -> new Phase.Registered(
                        account,
                        new Binding(
                                canonical.apply(kept.binding().target()),
                                kept.binding().requested(),
                                kept.binding().granted(),
                                kept.binding().expiresAt(),
                                kept.binding().serviceRoute()),
                        kept.refreshAt()))
                .orElse(fresh.phase());
        return new Registration(
                snapshot.identity(), snapshot.cseq(), snapshot.sessions(), Optional.empty(), Optional.empty(), phase);
    }

    private Optional<Bound> bound(Phase phase) {
        return phase.account().flatMap(account -> phase.binding().map(binding -> {
            var refreshAt = phase instanceof Phase.Registered registered
                    ? registered.refreshAt()
                    : binding.expiresAt().minus(binding.granted().dividedBy(2));
            return new Bound(fingerprint(account, binding.target()), binding, refreshAt);
        }));
    }

    private String fingerprint(Account account, Target target) {
        String contact;
        try {
            RegisterClient.ContactAddress address = client.contactAddress(target);
            contact = address.host() + ":" + address.port();
        } catch (IllegalStateException e) {
            contact = "no listener";
        }
        return account.aor() + " " + account.pbx().transport() + " " + account.route() + " " + contact;
    }
}
