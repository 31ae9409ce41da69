package org.linekeeper.registration;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.auth.DigestChallenge;

/**
 * What most lines of a PBX have in common while they are registered, so that it is kept once.
 *
 * @param challenge the challenge that their nonces came with, its own nonce empty; null where the PBX asked for none
 */
record Terms(
        Pbx pbx,
        Target target,
        Duration requested,
        Duration granted,
        List<String> serviceRoute,
        @Nullable DigestChallenge challenge) {

    /**
     * The terms seen last at one PBX. Where a PBX grants every line something else they are not shared, and cost each line 40
     * bytes. Safe for use by any thread.
     */
    static final class Pool {
        private static final int SIZE = 8;

        private volatile Terms[] known = {};
        private int oldest;

        /** The same terms, as an object that other lines use too. */
        Terms shared(Terms wanted) {
            for (Terms terms : known) {
                if (terms.equals(wanted)) {
                    return terms;
                }
            }
            return added(wanted);
        }

        /** How many are kept. */
        int size() {
            return known.length;
        }

        private synchronized Terms added(Terms terms) {
            Terms[] before = known;
            Terms[] after = Arrays.copyOf(before, Math.min(before.length + 1, SIZE));
            if (before.length < SIZE) {
                after[before.length] = terms;
            } else {
                after[oldest] = terms;
                oldest = (oldest + 1) % SIZE;
            }
            known = after;
            return terms;
        }
    }
}
