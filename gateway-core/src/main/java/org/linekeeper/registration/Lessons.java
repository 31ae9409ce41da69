package org.linekeeper.registration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.linekeeper.dns.Location;
import org.linekeeper.event.RegistrationOutcome;
import org.linekeeper.registration.machine.Account;
import org.linekeeper.registration.machine.Binding;
import org.linekeeper.registration.machine.Registration;
import org.linekeeper.registration.machine.RegistrationEffect;
import org.linekeeper.registration.machine.RegistrationEvent;
import org.linekeeper.registration.machine.Step;
import org.linekeeper.registration.pace.machine.Pace;
import org.linekeeper.sip.auth.DigestChallenge;
import org.linekeeper.sip.register.RegisterClient;
import org.linekeeper.sip.register.RegisterResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the events of a line teach about its PBX and its target. Safe for use by any thread. */
final class Lessons {
    private static final Logger log = LoggerFactory.getLogger(Lessons.class);

    /** Codes of failures after which a PBX may think of an attack. */
    private static final Set<String> CREDENTIALS_REFUSED = Set.of("wrong_password", "forbidden");

    /** Code of a refusal that may have been of a retransmission. */
    private static final String CREDENTIALS_DOUBTED = "credentials_unclear";

    private final RegistrationTally tally;
    private final TargetPacers pacers;
    private final RegisterClient client;
    private final Clock clock;

    /** @param client knows what the Contact names */
    Lessons(RegistrationTally tally, TargetPacers pacers, RegisterClient client, Clock clock) {
        this.tally = tally;
        this.pacers = pacers;
        this.client = client;
        this.clock = clock;
    }

    /**
     * Takes in one event.
     *
     * @param before as the line was before it
     * @param step what it led to
     */
    void take(LineEntry entry, PbxFacts facts, Registration before, RegistrationEvent event, Step step) {
        if (event instanceof RegistrationEvent.ResponseReceived received) {
            if (before.inFlight()) {
                answered(entry, facts, before, received.response());
                told(facts, step, received.response());
            }
            Optional<RegistrationOutcome> outcome = step.reported();
            if (outcome.isPresent()) {
                ended(entry, facts, step, outcome.get());
            }
        } else if (event instanceof RegistrationEvent.AccountChanged changed) {
            changed(entry, facts, before.wanted(), changed.wanted());
        }
    }

    private void answered(LineEntry entry, PbxFacts facts, Registration before, RegisterResponse response) {
        int status = response.status();
        boolean challenged = status == 401 || status == 407;
        if (challenged) {
            tally.challenges.increment();
            for (DigestChallenge challenge : response.challenges()) {
                if (challenge.stale()) {
                    tally.staleNonces.increment();
                    break;
                }
            }
        }
        // some registrars answer an old nonce with 403 rather than with a new challenge
        if (before.preemptive() && (status / 100 == 2 || challenged || status == 403)) {
            boolean accepted = status / 100 == 2;
            (accepted ? tally.reuseHits : tally.reuseMisses).increment();
            if (facts.reusedNonce(accepted, SteadyClock.nanos(clock))) {
                log.info(
                        "PBX {} mostly refuses nonces that are used again: each REGISTER waits for its challenge",
                        entry.pbxId());
            }
        }
    }

    /** What every answer tells, whatever its status. */
    private void told(PbxFacts facts, Step step, RegisterResponse response) {
        for (int i = 0; i < step.effects().size(); i++) {
            RegistrationEffect effect = step.effects().get(i);
            if (effect instanceof RegistrationEffect.TargetAnswered answered
                    && !facts.seen().isKnown(answered.target(), response.received())) {
                step.next()
                        .wanted()
                        .ifPresent(account -> facts.translationExpected(
                                account.pbx().registration().translated()));
                facts.seen()
                        .heard(answered.target(), response.received(), client.contactAddress(answered.target()))
                        .filter(translation -> facts.isTranslatedUnawares())
                        .ifPresent(translation -> log.warn(
                                "PBX {} at {} sees this gateway at {}, but is told to send calls to {}: an address translator"
                                        + " (NAT) stands between. Set the advertised address of the listener to the outer one,"
                                        + " or registration.addressTranslated of the PBX where this is as it should be",
                                facts.pbxId(),
                                answered.target().shown(),
                                translation.seen(),
                                translation.shown()));
            } else if (effect instanceof RegistrationEffect.LearnedMinExpires) {
                tally.intervalsRaised.increment();
            }
        }
    }

    private void ended(LineEntry entry, PbxFacts facts, Step step, RegistrationOutcome outcome) {
        long now = SteadyClock.nanos(clock);
        if (outcome instanceof RegistrationOutcome.Granted granted) {
            Duration asked =
                    step.next().phase().binding().map(Binding::requested).orElse(granted.expires());
            facts.granted(asked, granted.expires());
            boolean proven = entry.is(LineEntry.Mark.PROVEN);
            entry.mark(LineEntry.Mark.PROVEN, true);
            if (facts.credentials().accepted(entry.lineId, proven, now)) {
                pacers.gatesChanged();
            }
        } else if (CREDENTIALS_REFUSED.contains(outcome.code())) {
            entry.mark(LineEntry.Mark.PROVEN, false);
            facts.credentials().refused(entry.lineId, now);
        } else if (outcome.code().equals(CREDENTIALS_DOUBTED)) {
            facts.credentials().doubt(entry.lineId);
        }
    }

    private void changed(LineEntry entry, PbxFacts facts, Optional<Account> before, Optional<Account> after) {
        if (before.isEmpty() || after.isEmpty()) {
            return;
        }
        boolean asProven = before.get().changeTo(after.get()) != Account.Change.ADDRESS
                && before.get().hasCredentialsOf(after.get());
        if (!asProven) {
            entry.mark(LineEntry.Mark.PROVEN, false);
            if (facts.credentials().changed(entry.lineId)) {
                pacers.gatesChanged();
            }
        }
    }

    /** Whether a PBX may think of an attack after a failure of this code. */
    static boolean isRefusal(String code) {
        return CREDENTIALS_REFUSED.contains(code);
    }

    /** What the end of an attempt says of its target. */
    static Pace.Use use(RegistrationEvent event, Step step) {
        Pace.Use use = Pace.Use.UNUSED;
        for (int i = 0; i < step.effects().size(); i++) {
            RegistrationEffect effect = step.effects().get(i);
            if (effect instanceof RegistrationEffect.TargetFailed failed) {
                return failure(event, failed);
            } else if (effect instanceof RegistrationEffect.TargetAnswered && use == Pace.Use.UNUSED) {
                use = Pace.Use.ANSWERED;
            } else if (effect instanceof RegistrationEffect.Report report) {
                use = report.outcome() instanceof RegistrationOutcome.Granted
                        ? Pace.Use.ACCEPTED
                        : CREDENTIALS_REFUSED.contains(report.outcome().code()) ? Pace.Use.REFUSED : use;
            }
        }
        return use;
    }

    private static Pace.Use failure(RegistrationEvent event, RegistrationEffect.TargetFailed failed) {
        if (failed.gate().isPresent()) {
            return Pace.Use.OVERLOADED;
        }
        return event instanceof RegistrationEvent.TransportFailed ? Pace.Use.UNREACHABLE : Pace.Use.TIMED_OUT;
    }

    /**
     * Whether a refresh of a binding at this target asks DNS first: its answer is outdated, or the target is not of the best ones
     * and one of those is up or due for a try.
     */
    boolean locatesAnew(PbxFacts facts, Account account, Binding binding, Instant now) {
        Optional<Location.Found> known = facts.location();
        if (known.isEmpty()) {
            return false;
        }
        Location.Found found = known.get();
        boolean second = !found.isPreferred(binding.target());
        if (second && found.preferred().stream().anyMatch(pacers::wantsTry)) {
            return true;
        }
        // Such a line stands elsewhere than the others of its PBX, whose location is the one that is known.
        boolean elsewhere = account.pbx().outboundProxy().isEmpty()
                && !account.domain().equals(account.pbx().sipDomain());
        return !elsewhere
                && (!now.isBefore(found.validUntil())
                        || (second && found.preferred().stream().anyMatch(pacers::isUp)));
    }

    /** Whether a better target than the binding's is due for a try. */
    boolean wantsTry(PbxFacts facts, Binding binding) {
        return facts.location()
                .filter(found -> !found.isPreferred(binding.target()))
                .map(found -> found.preferred().stream().anyMatch(pacers::wantsTry))
                .orElse(false);
    }

    /** Whether a line that waits at a target that is down may find another one. */
    boolean hasAlternative(PbxFacts facts, TargetPacer waited) {
        return facts.location()
                .map(found -> found.targets().stream()
                        .anyMatch(target ->
                                !target.address().equals(waited.target().address()) && pacers.isUp(target)))
                .orElse(false);
    }
}
