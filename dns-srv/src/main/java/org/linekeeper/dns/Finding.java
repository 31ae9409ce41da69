package org.linekeeper.dns;

import java.util.List;

/** The outcome of one step of server location. */
sealed interface Finding {
    /** Answers are missing; their questions are noted. */
    record Pending() implements Finding {}

    /**
     * At least one target, in order.
     *
     * @param preferred how many of them are of the lowest SRV priority that has any
     */
    record Targets(List<Target> targets, int preferred) implements Finding {
        /** All as good as each other. */
        Targets(List<Target> targets) {
            this(targets, targets.size());
        }
    }

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
