package org.linekeeper.registration;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.linekeeper.dns.Target;
import org.linekeeper.event.RegistrationOutcome;
import org.linekeeper.registration.machine.Account;
import org.linekeeper.registration.machine.LineIdentity;
import org.linekeeper.registration.machine.Phase;
import org.linekeeper.registration.machine.Registration;
import org.linekeeper.sip.auth.DigestSession;

/** A line without binding that waits: switched off, refused by its PBX, or after a failure. */
final class RestingUnbound extends Resting {
    private static final int NO_ROUNDS = -1;

    private final List<DigestSession> sessions;
    private final @Nullable Target doubtful;
    private final @Nullable Account account;
    private final RegistrationOutcome.@Nullable Failed failure;
    private final long untilMillis;
    /** Failed rounds; {@link #NO_ROUNDS} where the PBX refuses the line. */
    private final int failures;

    private RestingUnbound(
            Registration registration,
            @Nullable Account account,
            RegistrationOutcome.@Nullable Failed failure,
            long untilMillis,
            int failures) {
        super((int) registration.cseq());
        this.sessions = registration.sessions();
        this.doubtful = registration.doubtful().orElse(null);
        this.account = account;
        this.failure = failure;
        this.untilMillis = untilMillis;
        this.failures = failures;
    }

    static @Nullable Resting pack(Registration registration) {
        Phase phase = registration.phase();
        boolean rests = phase instanceof Phase.Unregistered
                || phase instanceof Phase.Rejected
                || phase instanceof Phase.BackingOff;
        if (!rests || !registration.wanted().equals(phase.account())) {
            return null;
        }
        Account account = registration.wanted().orElse(null);
        if (phase instanceof Phase.Unregistered) {
            return new RestingUnbound(registration, account, null, 0, NO_ROUNDS);
        }
        if (phase instanceof Phase.Rejected rejected && isWholeMillis(rejected.until())) {
            return new RestingUnbound(
                    registration, account, rejected.failure(), rejected.until().toEpochMilli(), NO_ROUNDS);
        }
        if (phase instanceof Phase.BackingOff waiting
                && waiting.binding().isEmpty()
                && isWholeMillis(waiting.until())) {
            return new RestingUnbound(
                    registration, account, waiting.failure(), waiting.until().toEpochMilli(), waiting.failures());
        }
        return null;
    }

    @Override
    Registration unpack(LineIdentity identity) {
        return new Registration(
                identity, cseq(), sessions, Optional.ofNullable(doubtful), Optional.ofNullable(account), phase());
    }

    private Phase phase() {
        if (account == null || failure == null) {
            return new Phase.Unregistered();
        }
        Instant until = Instant.ofEpochMilli(untilMillis);
        return failures == NO_ROUNDS
                ? new Phase.Rejected(account, failure, until)
                : new Phase.BackingOff(account, Optional.empty(), failure, until, failures);
    }
}
