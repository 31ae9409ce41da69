package org.linekeeper.registration;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.linekeeper.dns.Target;
import org.linekeeper.event.RegistrationOutcome;
import org.linekeeper.event.RegistrationState;
import org.linekeeper.sip.auth.DigestSession;

/**
 * One line's registration at one moment.
 *
 * @param state where it stands
 * @param since when it came into that state; while it is registered or refreshed, since when it was bound without a gap
 * @param aor address of record, {@code user@domain}; empty when it is not wanted
 * @param contactToken user part of its Contact
 * @param binding what the PBX holds for us; empty when it holds nothing or its time is up
 * @param nextAttempt when the next REGISTER is due: a refresh or a retry
 * @param lastResponse status and reason of the last final response, such as {@code 200 OK}
 * @param failure why the last attempt failed; empty when it succeeded
 * @param digest the nonce of the last challenge. Its count belongs to REGISTER: a call that reuses the nonce makes the PBX see
 *     counts twice, so it asks for a challenge of its own
 * @param history the last transitions since the process started, the oldest first; a refresh like the one before is none
 */
public record RegistrationView(
        String lineId,
        String pbxId,
        RegistrationState state,
        Instant since,
        Optional<String> aor,
        String contactToken,
        Optional<BindingView> binding,
        Optional<Instant> nextAttempt,
        Optional<String> lastResponse,
        Optional<RegistrationOutcome.Failed> failure,
        Optional<DigestSession> digest,
        List<Transition> history) {
    public RegistrationView {
        history = List.copyOf(history);
    }

    /**
     * The line came to a state.
     *
     * @param at when, in whole seconds
     * @param what what brought it there, in plain words, with the SIP status where there was one
     */
    public record Transition(Instant at, RegistrationState state, String what) {}

    /**
     * What the PBX holds for us.
     *
     * @param target where it was registered
     * @param contact our Contact as the PBX has it, {@code sip:token@host:port}
     * @param requested what was asked for
     * @param granted what was given
     * @param expiresAt when it ends unless refreshed
     * @param serviceRoute Service-Route values (RFC 3608 5), to be the Route of the line's calls
     */
    public record BindingView(
            Target target,
            String contact,
            Duration requested,
            Duration granted,
            Instant expiresAt,
            List<String> serviceRoute) {}
}
