package org.linekeeper.dns;

import java.time.Instant;
import java.util.List;

/** The outcome of server location. */
public sealed interface Location {
    /**
     * Targets in the order of RFC 2782: lower priority first, weighted shuffle within a priority. Each lookup shuffles anew.
     *
     * @param targets at least one, none twice
     * @param preferredCount how many of them, from the first, are as good as each other: of the lowest SRV priority
     * @param validUntil when the shortest TTL behind this answer ends; for a stale answer, when DNS is asked again. Always
     *     later than the lookup
     * @param stale true when DNS did not answer and this is the last known good answer (RFC 8767); "does not exist" and "no
     *     records" are answers, so they end an older answer at once
     */
    record Found(List<Target> targets, int preferredCount, Instant validUntil, boolean stale) implements Location {
        public Found {
            targets = List.copyOf(targets);
            if (targets.isEmpty()) {
                throw new IllegalArgumentException("a location without targets is a NotFound");
            }
            if (preferredCount < 1 || preferredCount > targets.size()) {
                throw new IllegalArgumentException(preferredCount + " of " + targets.size() + " targets preferred");
            }
        }

        /** Targets that are all as good as each other. */
        public Found(List<Target> targets, Instant validUntil, boolean stale) {
            this(targets, targets.size(), validUntil, stale);
        }

        /** Whether it is one of {@link #preferred}. */
        public boolean isPreferred(Target target) {
            for (int i = 0; i < preferredCount; i++) {
                if (targets.get(i).equals(target)) {
                    return true;
                }
            }
            return false;
        }

        /** Those that are used while they are up. */
        public List<Target> preferred() {
            return targets.subList(0, preferredCount);
        }
    }

    /**
     * Nothing to send to.
     *
     * @param cause why
     * @param advice in plain words, for an operator
     */
    record NotFound(Cause cause, String advice) implements Location {}

    /** Why no target was found. */
    enum Cause {
        /** The name does not exist. */
        NXDOMAIN,
        /** The name exists and has no usable records. */
        NO_RECORDS,
        /** An SRV record with target "." says that the service is not offered (RFC 2782). */
        SERVICE_NOT_OFFERED,
        /** The DNS server answered SERVFAIL, REFUSED or nonsense. */
        SERVER_FAILURE,
        /** No DNS server answered in time. */
        TIMEOUT,
        /** The name itself cannot be queried. */
        BAD_NAME
    }
}
