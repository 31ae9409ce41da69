package org.linekeeper.registration;

import java.time.Duration;
import java.util.Optional;
import org.linekeeper.dns.Target;

/** What trials of credentials and registrations must know of each other, because PBXs see one address. Any thread. */
public interface TrialTargets {
    /** Credentials that were only tried were refused there. */
    void refusedTrial(Target target);

    /** For how long a target asks not to be used; empty when it does not. */
    Optional<Duration> pause(Target target);

    /** For how long each target of a PBX asks that; empty when one does not, or none is known. */
    Optional<Duration> pause(String pbxId);
}
