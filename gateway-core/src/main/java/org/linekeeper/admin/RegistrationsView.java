package org.linekeeper.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.linekeeper.event.RegistrationOutcome;
import org.linekeeper.event.RegistrationState;

/** What the port shows of registrations. Asked on the event loop of the port: must not block, but may answer later. */
public interface RegistrationsView {
    /** The registration of a line; empty when there is no such line. */
    CompletionStage<Optional<LineRegistration>> line(String lineId);

    /** The registrations of a PBX in totals; empty when there is no such PBX. */
    CompletionStage<Optional<PbxRegistration>> pbx(String pbxId);

    /**
     * The registration of one line.
     *
     * @param lineId which line
     * @param pbxId where it registers
     * @param state its state
     * @param since when it came into that state
     * @param target transport and address that it registers at, if any
     * @param requestedExpires the registration time asked for
     * @param grantedExpires what was granted last
     * @param expiresAt until when the PBX holds the binding
     * @param nextAttemptAt when the next REGISTER is due
     * @param lastOutcome how the last attempt ended
     */
    record LineRegistration(
            String lineId,
            String pbxId,
            RegistrationState state,
            Instant since,
            Optional<String> target,
            Optional<Duration> requestedExpires,
            Optional<Duration> grantedExpires,
            Optional<Instant> expiresAt,
            Optional<Instant> nextAttemptAt,
            Optional<RegistrationOutcome> lastOutcome) {}

    /**
     * The registrations of one PBX.
     *
     * @param pbxId which PBX
     * @param states how many of its lines are in each state; a state without lines may be left out
     * @param targets where its lines register
     */
    record PbxRegistration(String pbxId, Map<RegistrationState, Integer> states, List<TargetLines> targets) {
        public PbxRegistration {
            states = Map.copyOf(states);
            targets = List.copyOf(targets);
        }
    }

    /**
     * The lines that register at one target.
     *
     * @param target transport and address
     * @param lines how many
     */
    record TargetLines(String target, int lines) {}
}
