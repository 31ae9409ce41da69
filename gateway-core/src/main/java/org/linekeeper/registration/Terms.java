package org.linekeeper.registration;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.dns.Target;
import org.linekeeper.registration.machine.Binding;
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

    /** The challenge with another nonce, which leaves all else as it is. */
    static DigestChallenge withNonce(String nonce, DigestChallenge challenge) {
        return new DigestChallenge(
                challenge.source(),
                challenge.realm(),
                nonce,
                challenge.opaque(),
                challenge.algorithm(),
                challenge.qopAuth(),
                challenge.stale());
    }

    private boolean are(Pbx of, Binding bound, @Nullable DigestChallenge asked) {
        return pbx.equals(of)
                && target.equals(bound.target())
                && requested.equals(bound.requested())
                && granted.equals(bound.granted())
                && serviceRoute.equals(bound.serviceRoute())
                && isAskedBy(asked);
    }

    private boolean isAskedBy(@Nullable DigestChallenge asked) {
        DigestChallenge known = challenge;
        if (known == null || asked == null) {
            return known == null && asked == null;
        }
        return known.source() == asked.source()
                && known.realm().equals(asked.realm())
                && known.opaque().equals(asked.opaque())
                && known.algorithm() == asked.algorithm()
                && known.qopAuth() == asked.qopAuth()
                && known.stale() == asked.stale();
    }

    /**
     * The terms seen last at one PBX. Where a PBX grants every line something else they are not shared, and cost each line 40
     * bytes. Safe for use by any thread.
     */
    static final class Pool {
        private static final int SIZE = 8;

        private volatile Terms[] known = {};
        private int oldest;

        /**
         * The terms of a binding, as an object that other lines use too.
         *
         * @param challenge whose nonce does not matter; null for none
         */
        Terms shared(Pbx pbx, Binding bound, @Nullable DigestChallenge challenge) {
            for (Terms terms : known) {
                if (terms.are(pbx, bound, challenge)) {
                    return terms;
                }
            }
            return added(new Terms(
                    pbx,
                    bound.target(),
                    bound.requested(),
                    bound.granted(),
                    bound.serviceRoute(),
                    challenge == null ? null : withNonce("", challenge)));
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
