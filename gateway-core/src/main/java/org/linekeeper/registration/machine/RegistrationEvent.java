package org.linekeeper.registration.machine;

import java.util.List;
import java.util.Optional;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.register.RegisterResponse;

/** What may happen to a registration. */
public sealed interface RegistrationEvent {
    /** The settings are these now; empty when the line is not to be registered. */
    record AccountChanged(Optional<Account> wanted) implements RegistrationEvent {}

    /** The process has started again and this state was restored. */
    record Restored(Optional<Account> wanted) implements RegistrationEvent {}

    /** DNS answered: targets in the order to try, at least one. */
    record Located(List<Target> targets) implements RegistrationEvent {
        public Located {
            targets = List.copyOf(targets);
        }
    }

    /** DNS had no target; why, in plain words. */
    record NotLocated(String advice) implements RegistrationEvent {}

    /** It is this line's turn to send. */
    record Admitted() implements RegistrationEvent {}

    /** The target waited for is down; it may take long until it is this line's turn. */
    record TargetDown() implements RegistrationEvent {}

    /** The target waited for is down still, and another one may be up. */
    record AlternativeUp() implements RegistrationEvent {}

    /**
     * A final response to the REGISTER in flight.
     *
     * @param retransmitted whether that had been sent more than once, so that an earlier response may be lost
     */
    record ResponseReceived(RegisterResponse response, boolean retransmitted) implements RegistrationEvent {}

    /** Timer F ended the REGISTER in flight. */
    record TransactionTimedOut() implements RegistrationEvent {}

    /** The REGISTER in flight could not be sent; why, in plain words. */
    record TransportFailed(String cause) implements RegistrationEvent {}

    /** The REGISTER in flight was not sent: it is too large for a datagram. */
    record TooLarge() implements RegistrationEvent {}

    /** The connection of the REGISTER in flight, which was open, ended before its answer; nothing is said of the target yet. */
    record ConnectionLost() implements RegistrationEvent {}

    /** The REGISTER in flight was not sent after all: its target asked for a pause, or went down, while it was held. */
    record HeldBack() implements RegistrationEvent {}

    /**
     * The connection that the line registered over ended.
     *
     * @param target where it led
     * @param failures how often in a row the one in its place was lost soon after; 0 for the first time
     * @param cause in plain words
     */
    record FlowLost(Target target, int failures, String cause) implements RegistrationEvent {}

    /** The timer fired. */
    record TimerFired() implements RegistrationEvent {}

    /** Somebody wants the registration to be renewed now. */
    record RefreshRequested() implements RegistrationEvent {}
}
