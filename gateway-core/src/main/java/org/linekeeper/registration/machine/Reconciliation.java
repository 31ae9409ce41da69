package org.linekeeper.registration.machine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.linekeeper.dns.Target;
import org.linekeeper.event.RegistrationOutcome;

/** Compares what the settings want with what is, and takes the first step from the one to the other. */
final class Reconciliation {
    private final Sending sending;

    Reconciliation(Sending sending) {
        this.sending = sending;
    }

    /** RFC 3261 10.2: nothing new is sent while a REGISTER is in flight, so a change waits for its outcome. */
    void reconcile(Turn turn) {
        Registration registration = turn.registration();
        if (registration.inFlight() || registration.phase() instanceof Phase.Unregistering) {
            return;
        }
        Optional<Account> used = registration.phase().account();
        if (registration.wanted().isPresent()) {
            Account wanted = registration.wanted().get();
            if (used.isEmpty()) {
                sending.locate(turn, wanted, 0, List.of(), false);
            } else {
                adapt(turn, used.get(), wanted);
            }
        } else if (used.isPresent()) {
            dismiss(turn, used.get());
        }
    }

    private void dismiss(Turn turn, Account used) {
        Optional<Target> holder = holder(turn);
        if (holder.isPresent()) {
            sending.unregister(turn, used, holder.get());
        } else {
            Sending.withdraw(turn);
            turn.become(new Phase.Unregistered());
            turn.report(new RegistrationOutcome.Removed());
        }
    }

    /** Where a binding of ours is or may be. */
    private static Optional<Target> holder(Turn turn) {
        return turn.phase()
                .binding()
                .filter(bound -> bound.livesAt(turn.now()))
                .map(Binding::target)
                .or(() -> turn.registration().doubtful());
    }

    private void adapt(Turn turn, Account used, Account wanted) {
        if (used.equals(wanted)) {
            return;
        }
        switch (used.changeTo(wanted)) {
            case NONE -> turn.become(turn.phase().using(wanted));
            case EXPIRY -> {
                if (turn.phase() instanceof Phase.Registered registered) {
                    sending.refresh(turn, wanted, registered.bound());
                } else {
                    turn.become(turn.phase().using(wanted));
                    askFor(turn, Sending.expires(turn, wanted));
                }
            }
            case CREDENTIALS -> {
                turn.replace(turn.registration().using(List.of()));
                if (turn.phase() instanceof Phase.Registered registered) {
                    sending.refresh(turn, wanted, registered.bound());
                } else {
                    sending.locate(turn, wanted, 0, List.of(), false);
                }
            }
            case LOCATION -> sending.locate(turn, wanted, 0, List.of(), false);
            case ADDRESS -> {
                Optional<Target> holder = holder(turn);
                if (holder.isPresent()) {
                    sending.unregister(turn, used, holder.get());
                } else {
                    turn.replace(turn.registration().using(List.of()));
                    sending.locate(turn, wanted, 0, List.of(), false);
                }
            }
        }
    }

    private static void askFor(Turn turn, Duration expires) {
        if (turn.phase() instanceof Trying trying) {
            turn.become(trying.with(trying.attempt().asking(expires)));
        }
    }
}
