package org.linekeeper.call;

import java.util.List;
import java.util.Optional;
import javax.sip.message.Response;
import org.linekeeper.sip.auth.Authorization;

/** Credentials of one leg. Owner loop only. */
interface LegCredentials {
    /** What to send along without being asked, from a nonce that is known. */
    List<Authorization> unasked(String method, String uri);

    /** Answers a challenge; empty when there are no credentials for it or they may not be shown. */
    Optional<List<Authorization>> answer(Response challenge, String method, String uri);

    /** What was sent unasked was refused: it is not sent so again. */
    default void distrust() {
        // Nothing is kept.
    }

    /**
     * No credentials at all. A challenge from the Teams side is never answered: credentials belong to the PBX that they were made
     * for.
     */
    static LegCredentials none() {
        return new LegCredentials() {
            @Override
            public List<Authorization> unasked(String method, String uri) {
                return List.of();
            }

            @Override
            public Optional<List<Authorization>> answer(Response challenge, String method, String uri) {
                return Optional.empty();
            }
        };
    }
}
