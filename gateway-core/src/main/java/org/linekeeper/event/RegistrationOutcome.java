package org.linekeeper.event;

import java.time.Duration;

/** How an attempt to register ended. The code is stable and the same in log, metric and admin port. */
public sealed interface RegistrationOutcome {
    /** Stable lower-case name. */
    String code();

    /** What to do next, in plain words; empty when all is well. */
    String advice();

    /** The PBX granted the binding. */
    record Granted(Duration expires) implements RegistrationOutcome {
        @Override
        public String code() {
            return "granted";
        }

        @Override
        public String advice() {
            return "";
        }
    }

    /** The binding was removed as wanted. */
    record Removed() implements RegistrationOutcome {
        @Override
        public String code() {
            return "removed";
        }

        @Override
        public String advice() {
            return "";
        }
    }

    /**
     * The attempt failed.
     *
     * @param code stable lower-case name such as {@code wrong_password}, {@code timeout}, {@code dns_failure}
     * @param status the SIP status, or 0 when there was none
     * @param advice what to do next
     */
    record Failed(String code, int status, String advice) implements RegistrationOutcome {}
}
