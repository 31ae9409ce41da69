package org.linekeeper.registration.machine;

import java.time.Duration;
import java.util.Optional;
import org.linekeeper.sip.register.RegisterResponse;

/** How long a response asks to be left alone. */
final class Pause {
    /** What a registrar may ask for at most, so that a mistake of it does not silence lines for days. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private Pause() {}

    static Optional<Duration> asked(RegisterResponse response) {
        return response.retryAfter().map(asked -> asked.compareTo(LONGEST) < 0 ? asked : LONGEST);
    }
}
