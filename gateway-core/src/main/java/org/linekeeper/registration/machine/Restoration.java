package org.linekeeper.registration.machine;

import java.time.Duration;
import java.time.Instant;

/** Takes up what the process before had saved of a line. */
final class Restoration {
    private final Sending sending;
    private final RegistrationPolicy policy;

    Restoration(Sending sending, RegistrationPolicy policy) {
        this.sending = sending;
        this.policy = policy;
    }

    void resume(Turn turn) {
        Phase phase = turn.phase();
        if (phase instanceof Phase.Registered registered) {
            resume(turn, registered);
        } else if (phase instanceof Phase.Unregistering removing) {
            resume(turn, removing);
        } else if (phase instanceof Phase.Rejected rejected) {
            resume(turn, rejected);
        }
    }

    /**
     * More than a quarter of its life left: the timetable goes on. Less, or more than was granted because the system clock was set
     * back: renew now. Nothing left: begin anew.
     */
    private void resume(Turn turn, Phase.Registered registered) {
        Binding bound = registered.bound();
        Duration left = Duration.between(turn.now(), bound.expiresAt());
        if (!bound.livesAt(turn.now())) {
            turn.become(new Phase.Unregistered());
        } else if (left.multipliedBy(4).compareTo(bound.granted()) <= 0 || left.compareTo(bound.granted()) > 0) {
            sending.refresh(turn, registered.of(), bound);
        } else if (turn.now().isAfter(registered.refreshAt())) {
            turn.become(new Phase.Registered(registered.of(), bound, turn.now().plus(policy.catchUp(left))));
        }
    }

    /** Nobody knows whether the removal came through: it is sent again, even where the line is wanted by now. */
    private void resume(Turn turn, Phase.Unregistering removing) {
        Binding left = removing.removed();
        if (left.livesAt(turn.now())) {
            sending.unregister(turn, removing.of(), left);
        } else {
            turn.become(new Phase.Unregistered());
        }
    }

    /** What the PBX refused rests on, but not longer than if it were refused now: the system clock may have been set back. */
    private void resume(Turn turn, Phase.Rejected rejected) {
        if (turn.registration().wanted().isEmpty() || !turn.now().isBefore(rejected.until())) {
            turn.become(new Phase.Unregistered());
        } else {
            Instant latest = turn.now().plus(policy.longestRejectedRest());
            Instant until = rejected.until().isBefore(latest) ? rejected.until() : latest;
            turn.become(new Phase.Rejected(rejected.of(), rejected.failure(), until));
        }
    }
}
