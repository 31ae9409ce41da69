package org.linekeeper.registration.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.linekeeper.dns.Target;
import org.linekeeper.event.RegistrationOutcome;
import org.linekeeper.event.RegistrationState;

/** Where the registration of a line stands, with what belongs to that state only. */
public sealed interface Phase {
    /** The name of the state. */
    RegistrationState state();

    /** The account in use, which may be behind what the settings want. */
    Optional<Account> account();

    /** The binding that the PBX holds, as far as we know. */
    Optional<Binding> binding();

    /** The same phase with another account in use. */
    Phase using(Account account);

    /** When its timer is to fire; empty for no timer. */
    default Optional<Instant> deadline() {
        return binding().map(Binding::expiresAt);
    }

    /** Nothing wanted, nothing bound. */
    record Unregistered() implements Phase {
        @Override
        public Unregistered using(Account account) {
            return this;
        }

        @Override
        public RegistrationState state() {
            return RegistrationState.UNREGISTERED;
        }

        @Override
        public Optional<Account> account() {
            return Optional.empty();
        }

        @Override
        public Optional<Binding> binding() {
            return Optional.empty();
        }
    }

    /**
     * Waits for DNS.
     *
     * @param failures rounds that failed since the last success
     * @param tried targets that failed in this round
     * @param bypassed whether a down target was given up for another one already
     * @param redirect the 3xx that leads to what is located; empty for the PBX of the account
     */
    record Locating(
            Account of,
            Optional<Binding> binding,
            int failures,
            List<Target> tried,
            boolean bypassed,
            Optional<Redirect> redirect)
            implements Phase {
        @Override
        public Locating using(Account account) {
            return new Locating(account, binding, failures, tried, bypassed, redirect);
        }

        @Override
        public RegistrationState state() {
            return RegistrationState.LOCATING;
        }

        @Override
        public Optional<Account> account() {
            return Optional.of(of);
        }

        Locating withoutBinding() {
            return new Locating(of, Optional.empty(), failures, tried, bypassed, redirect);
        }
    }

    /** A REGISTER waits for its turn or is in flight; there is no binding. */
    record Registering(Account of, Attempt attempt, int failures) implements Phase, Trying {
        @Override
        public Optional<Instant> deadline() {
            return Optional.empty();
        }

        @Override
        public Registering using(Account account) {
            return new Registering(account, attempt, failures);
        }

        @Override
        public RegistrationState state() {
            return RegistrationState.REGISTERING;
        }

        @Override
        public Optional<Account> account() {
            return Optional.of(of);
        }

        @Override
        public Optional<Binding> binding() {
            return Optional.empty();
        }

        @Override
        public Registering with(Attempt next) {
            return new Registering(of, next, failures);
        }
    }

    /** Bound; nothing to do before {@code refreshAt}. */
    record Registered(Account of, Binding bound, Instant refreshAt) implements Phase {
        @Override
        public Registered using(Account account) {
            return new Registered(account, bound, refreshAt);
        }

        @Override
        public Optional<Instant> deadline() {
            return Optional.of(refreshAt);
        }

        @Override
        public RegistrationState state() {
            return RegistrationState.REGISTERED;
        }

        @Override
        public Optional<Account> account() {
            return Optional.of(of);
        }

        @Override
        public Optional<Binding> binding() {
            return Optional.of(bound);
        }
    }

    /** Bound, and a REGISTER waits for its turn or is in flight. */
    record Refreshing(Account of, Binding bound, Attempt attempt, int failures) implements Phase, Trying {
        @Override
        public Optional<Instant> deadline() {
            return Optional.of(bound.expiresAt());
        }

        @Override
        public Refreshing using(Account account) {
            return new Refreshing(account, bound, attempt, failures);
        }

        @Override
        public RegistrationState state() {
            return RegistrationState.REFRESHING;
        }

        @Override
        public Optional<Account> account() {
            return Optional.of(of);
        }

        @Override
        public Optional<Binding> binding() {
            return Optional.of(bound);
        }

        @Override
        public Refreshing with(Attempt next) {
            return new Refreshing(of, bound, next, failures);
        }
    }

    /** The last round failed; the next one begins at {@code until}. An older binding may still live. */
    record BackingOff(
            Account of, Optional<Binding> binding, RegistrationOutcome.Failed failure, Instant until, int failures)
            implements Phase {
        @Override
        public BackingOff using(Account account) {
            return new BackingOff(account, binding, failure, until, failures);
        }

        @Override
        public Optional<Instant> deadline() {
            return binding.map(Binding::expiresAt).filter(until::isAfter).or(() -> Optional.of(until));
        }

        @Override
        public RegistrationState state() {
            return RegistrationState.BACKING_OFF;
        }

        @Override
        public Optional<Account> account() {
            return Optional.of(of);
        }
    }

    /**
     * Our binding is being removed.
     *
     * @param giveUpAt when waiting for a turn ends: with the binding, or sooner where the target is down
     */
    record Unregistering(Account of, Attempt attempt, Instant giveUpAt) implements Phase, Trying {
        @Override
        public Unregistering using(Account account) {
            return this;
        }

        @Override
        public Optional<Instant> deadline() {
            return attempt.sent() ? Optional.empty() : Optional.of(giveUpAt);
        }

        @Override
        public RegistrationState state() {
            return RegistrationState.UNREGISTERING;
        }

        @Override
        public Optional<Account> account() {
            return Optional.of(of);
        }

        @Override
        public Optional<Binding> binding() {
            return Optional.empty();
        }

        /** A removal that the process before had begun. */
        public static Unregistering of(Account account, Binding binding) {
            return new Unregistering(account, Attempt.at(binding.target(), Duration.ZERO), binding.expiresAt());
        }

        /** What is being removed, as far as it is known. */
        public Binding removed() {
            return new Binding(
                    attempt.target(),
                    Duration.ZERO,
                    Duration.ZERO,
                    giveUpAt,
                    List.of(),
                    attempt.redirect().isPresent());
        }

        Unregistering givingUpAt(Instant at) {
            return at.isBefore(giveUpAt) ? new Unregistering(of, attempt, at) : this;
        }

        @Override
        public Unregistering with(Attempt next) {
            return new Unregistering(of, next, giveUpAt);
        }

        @Override
        public int failures() {
            return 0;
        }
    }

    /** The PBX refuses the line; nothing is sent before {@code until} or a change of settings. */
    record Rejected(Account of, RegistrationOutcome.Failed failure, Instant until) implements Phase {
        @Override
        public Rejected using(Account account) {
            return new Rejected(account, failure, until);
        }

        @Override
        public Optional<Instant> deadline() {
            return Optional.of(until);
        }

        @Override
        public RegistrationState state() {
            return RegistrationState.REJECTED;
        }

        @Override
        public Optional<Account> account() {
            return Optional.of(of);
        }

        @Override
        public Optional<Binding> binding() {
            return Optional.empty();
        }
    }
}
