package org.linekeeper.registration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.linekeeper.dns.Location;
import org.linekeeper.dns.ServerLocator;
import org.linekeeper.dns.Target;
import org.linekeeper.dns.TargetHealth;
import org.linekeeper.registration.machine.Account;
import org.linekeeper.registration.machine.CredentialTrial;
import org.linekeeper.registration.machine.LineIdentity;
import org.linekeeper.registration.machine.TrialMachine;
import org.linekeeper.registration.machine.TrialMove;
import org.linekeeper.registration.machine.TrialVerdict;
import org.linekeeper.sip.auth.ClientNonces;
import org.linekeeper.sip.auth.DigestClient;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.loop.Loops;
import org.linekeeper.sip.loop.Timers;
import org.linekeeper.sip.register.RegisterClient;
import org.linekeeper.sip.register.RegisterOutcome;

/** Tries credentials at their PBX without touching any binding. Safe for use by any thread. */
public final class CredentialTrials {
    /** How long a trial takes at most: that of one transaction (RFC 3261 17.1.2.2, Timer F). */
    public static final Duration LIMIT = Duration.ofSeconds(32);

    private static final String PAUSED =
            "The PBX asked for a pause (503), and asking it again would make it worse. Nothing is known of the password.";

    private final Loops loops;
    private final RegisterClient client;
    private final PbxLocator locator;
    private final TargetHealth health;
    private final Clock clock;
    private final RandomGenerator random;
    private final TrialMachine machine;
    private final TrialThrottle throttle;
    private final TrialTargets registrations;

    /**
     * @param clock a clock that does not jump, such as {@link SteadyClock}
     * @param random unpredictable and safe for use by any thread
     * @param registrations know which targets ask for a pause, and are told of those that refused credentials
     */
    public CredentialTrials(
            Loops loops,
            RegisterClient client,
            ServerLocator locator,
            TargetHealth health,
            Clock clock,
            RandomGenerator random,
            TrialTargets registrations) {
        this.loops = loops;
        this.client = client;
        this.locator = new PbxLocator(locator);
        this.health = health;
        this.clock = clock;
        this.random = random;
        this.machine = new TrialMachine(new DigestClient(new ClientNonces(random)));
        this.registrations = registrations;
        this.throttle = new TrialThrottle(clock);
    }

    /**
     * What came of a trial.
     *
     * @param verdict what the PBX said
     * @param roundTrip between the last request and its final response; empty when there was none
     */
    public record Report(TrialVerdict verdict, Optional<Duration> roundTrip) {}

    /** What came of asking for a trial. */
    public sealed interface Start {
        /** It is under way; the report comes within {@link #LIMIT}, on an event loop, never exceptionally. */
        record Begun(CompletionStage<Report> report) implements Start {}

        /** Not now. */
        record Refused(TooSoon why) implements Start {}
    }

    /**
     * Begins a trial.
     *
     * @param key names the line: of one key, only one trial is under way
     * @param account what to try
     */
    public Start begin(String key, Account account) {
        Optional<TooSoon> refusal =
                paused(account).or(() -> throttle.begin(account.pbx().id(), key));
        if (refusal.isPresent()) {
            return new Start.Refused(refusal.get());
        }
        CompletableFuture<Report> report = new CompletableFuture<>();
        Trial trial = new Trial(key, account, loops.ownerOf(key), report);
        trial.loop.execute(trial::begin);
        return new Start.Begun(report);
    }

    /**
     * RFC 3261 21.5.4: "It SHOULD NOT forward any other requests to that server for the duration specified in the Retry-After
     * header field".
     */
    private Optional<TooSoon> paused(Account account) {
        return registrations.pause(account.pbx().id()).map(left -> new TooSoon(left, PAUSED));
    }

    /** How much is remembered of trials, for tests that look for leftovers. */
    int remembered() {
        return throttle.size();
    }

    /** One trial; all of it runs on its loop. */
    private final class Trial {
        private final String key;
        private final Account account;
        private final Loop loop;
        private final CompletableFuture<Report> report;
        private @Nullable CredentialTrial state;
        private Timers.@Nullable Timeout limit;
        private Instant sentAt = Instant.MIN;

        Trial(String key, Account account, Loop loop, CompletableFuture<Report> report) {
            this.key = key;
            this.account = account;
            this.loop = loop;
            this.report = report;
        }

        void begin() {
            limit = loop.timers().schedule(LIMIT, this::expired);
            locator.locate(account).whenComplete((location, failure) -> loop.execute(() -> located(location, failure)));
        }

        private void located(@Nullable Location location, @Nullable Throwable failure) {
            if (report.isDone()) {
                return;
            }
            if (location instanceof Location.Found found) {
                List<Target> targets = health.order(found.targets()).stream()
                        .filter(target -> registrations.pause(target).isEmpty())
                        .toList();
                if (targets.isEmpty()) {
                    end(machine.paused(account), Optional.empty());
                    return;
                }
                perform(machine.begin(account, LineIdentity.draw(random), targets));
            } else if (location instanceof Location.NotFound not) {
                end(machine.notLocated(account, not.advice()), Optional.empty());
            } else {
                String why = failure == null ? "DNS gave no address." : "The lookup failed: " + failure.getMessage();
                end(machine.notLocated(account, why), Optional.empty());
            }
        }

        private void perform(TrialMove move) {
            if (move instanceof TrialMove.Send send) {
                state = send.next();
                sentAt = clock.instant();
                client.send(send.register(), send.target(), loop, outcome -> outcome(send.next(), outcome));
            } else if (move instanceof TrialMove.Ended ended) {
                boolean answered = ended.verdict().status() > 0;
                end(
                        ended.verdict(),
                        answered ? Optional.of(Duration.between(sentAt, clock.instant())) : Optional.empty());
            }
        }

        private void outcome(CredentialTrial after, RegisterOutcome outcome) {
            if (!report.isDone()) {
                perform(machine.on(after, outcome));
            }
        }

        private void expired() {
            limit = null;
            CredentialTrial trial = state;
            end(trial == null ? machine.expired(account) : machine.expired(trial), Optional.empty());
        }

        private void end(TrialVerdict verdict, Optional<Duration> roundTrip) {
            if (limit != null) {
                limit.cancel();
                limit = null;
            }
            throttle.ended(key);
            if (Lessons.isRefusal(verdict.code())) {
                verdict.target().ifPresent(registrations::refusedTrial);
            }
            report.complete(new Report(verdict, roundTrip));
        }
    }
}
