package org.linekeeper.dns;

import java.util.List;

/** The outcome of one step of server location. */
sealed interface Finding {
    /** Answers are missing; their questions are noted. */
    record Pending() implements Finding {}

    /** At least one target, in order. */
    record Targets(List<Target> targets) implements Finding {}

    /** No target. */
    record Nothing(Location.Cause cause, String advice) implements Finding {
        /** Whether DNS itself was at fault, so that nothing may be concluded from it. */
        boolean isOutage() {
            return switch (cause) {
                case SERVER_FAILURE, TIMEOUT, BAD_NAME -> true;
                case NXDOMAIN, NO_RECORDS, SERVICE_NOT_OFFERED -> false;
            };
        }
    }
}
