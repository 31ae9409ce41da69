package org.linekeeper.call;

import org.linekeeper.config.model.Line;
import org.linekeeper.sip.auth.DigestClient;

/** Gives each leg towards a PBX the credentials of its line; both directions of a line share one nonce. */
record LineDigest(NonceCache nonces, DigestClient client) {
    LegCredentials of(Line line) {
        return new LineCredentials(line, nonces, client);
    }
}
