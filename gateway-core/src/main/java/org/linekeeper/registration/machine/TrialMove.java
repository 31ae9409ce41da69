package org.linekeeper.registration.machine;

import org.linekeeper.dns.Target;
import org.linekeeper.sip.register.Register;

/** What follows in a trial of credentials. */
public sealed interface TrialMove {
    /** Send; the outcome belongs to {@code next}. */
    record Send(Register register, Target target, CredentialTrial next) implements TrialMove {}

    /** All is said. */
    record Ended(TrialVerdict verdict) implements TrialMove {}
}
