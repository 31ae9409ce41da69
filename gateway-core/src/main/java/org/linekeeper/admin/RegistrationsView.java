package org.linekeeper.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.linekeeper.event.RegistrationOutcome;
import org.linekeeper.event.RegistrationState;

/** What the port shows of registrations. Asked on a worker thread. */
public interface RegistrationsView {
    /** The registration of a line; empty when there is no such line. */
    Optional<LineRegistration> line(String lineId);

    /** The registrations of a PBX in totals; empty when there is no such PBX. */
    Optional<PbxRegistration> pbx(String pbxId);

    /**
     * The registration of one line.
     *
     * @param lineId which line
     * @param pbxId where it registers
     * @param state its state
     * @param since when it came into that state
     * @param aor address of record, {@code user@domain}
     * @param binding what the PBX holds for it
     * @param nextAttemptAt when the next REGISTER is due
     * @param lastResponse status and reason of the last final response, such as {@code 200 OK}
     * @param failure why the last attempt failed, when it did
     * @param history its last transitions since the gateway started, the oldest first
     */
    record LineRegistration(
            String lineId,
            String pbxId,
            RegistrationState state,
            Instant since,
            Optional<String> aor,
            Optional<Binding> binding,
            Optional<Instant> nextAttemptAt,
            Optional<String> lastResponse,
            Optional<RegistrationOutcome.Failed> failure,
            List<Transition> history) {
        public LineRegistration {
            history = List.copyOf(history);
        }
    }

    /**
     * A line came to a state.
     *
     * @param at when
     * @param what what brought it there, in plain words
     */
    record Transition(Instant at, RegistrationState state, String what) {}

    /**
     * What a PBX holds for a line.
     *
     * @param target transport and address where it was registered
     * @param requested the registration time asked for
     * @param granted the registration time given
     * @param expiresAt when it ends unless refreshed
     */
    record Binding(String target, Duration requested, Duration granted, Instant expiresAt) {}

    /**
     * The registrations of one PBX.
     *
     * @param pbxId which PBX
     * @param states how many of its lines are in each state; a state without lines may be left out
     * @param targets how many of its lines have a living binding at each target, by transport and address
     * @param pace at which pace it is spoken to, and why; empty when nothing is known of that
     */
    record PbxRegistration(
            String pbxId,
            Map<RegistrationState, Integer> states,
            Map<String, Integer> targets,
            Optional<PbxPaceView> pace) {
        public PbxRegistration {
            states = Map.copyOf(states);
            targets = Map.copyOf(targets);
        }
    }
}
