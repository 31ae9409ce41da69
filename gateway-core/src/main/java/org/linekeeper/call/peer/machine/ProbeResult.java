package org.linekeeper.call.peer.machine;

import java.time.Duration;
import java.util.Optional;

/** What came of one OPTIONS. */
public sealed interface ProbeResult {
    /** In one word of small letters and digits. */
    default String code() {
        if (this instanceof Answered answered) {
            return Integer.toString(answered.status());
        }
        if (this instanceof Silent) {
            return "silent";
        }
        return this instanceof Unreachable ? "unreachable" : "not_located";
    }

    /** A final response. */
    record Answered(int status, String reason, Optional<Duration> retryAfter) implements ProbeResult {
        /** 408 is a proxy that tells us of a silence behind it; 503 is down. Any other answer comes from somebody who lives. */
        public boolean isAlive() {
            return status != 408 && status != 503;
        }
    }

    /** No final response in time. */
    record Silent() implements ProbeResult {}

    /** It could not be sent: no connection, a certificate that does not fit. */
    record Unreachable(String cause) implements ProbeResult {}

    /** The name led nowhere; why, in plain words. */
    record NotLocated(String advice) implements ProbeResult {}
}
