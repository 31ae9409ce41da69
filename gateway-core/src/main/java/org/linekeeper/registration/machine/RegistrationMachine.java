package org.linekeeper.registration.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.linekeeper.config.RegistrationSettings;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.auth.DigestClient;

/**
 * Keeps one line registered (RFC 3261 10.2). Pure but for the randomness that is handed in.
 *
 * <pre>
 * state          event                       next state       effects
 * -------------  --------------------------  ---------------  ---------------------------------------------
 * Unregistered   wanted                      Locating         Locate
 * Locating       Located                     Registering,     Enqueue at the first target not tried yet
 *                                            Refreshing       (Refreshing where a binding lives)
 * Locating       NotLocated, none left       BackingOff       timer, report
 * Registering,   Admitted                    same             Send
 * Refreshing     TargetDown                  Locating         Withdraw, Locate (once a round)
 *                200 with our contact        Registered       timer for the refresh, report
 *                200 without it              same             Send a query; again without it: BackingOff
 *                401, 407 not answered yet   same             Send with credentials
 *                401, 407 to a fresh answer  Rejected         timer, report
 *                the same, retransmitted     same             Send with credentials, once; again: BackingOff, once
 *                                                              since they last succeeded
 *                403 to reused credentials   same             Send without credentials; again: Rejected
 *                403, 404, 405, 410, 416,    Rejected         timer, report
 *                494, 604
 *                300, 301, 302, 305          Locating         Locate what it names, once a round
 *                413, 414, 513               same             Enqueue over TCP, once
 *                420, 421, 439               same             Send with other option tags, each changed once
 *                423                         same             Send with Min-Expires, once; again: BackingOff
 *                408, 503, timeout, failure  same, Locating   TargetFailed; next target, DNS, then BackingOff
 *                connection lost, held back  same             Enqueue at the same target
 *                too large for a datagram    same             Enqueue over TCP; where that fails or is down, over UDP
 *                any other response          BackingOff       timer (Retry-After or RFC 5626 4.5), report
 * Refreshing,    timer: binding ended        without binding  report the lapse
 * BackingOff,
 * Locating
 * Registered     timer                       Refreshing       Enqueue at the binding's target
 * Registered     flow lost                   Refreshing       Enqueue at the binding's target; lost again soon:
 *                                            BackingOff       timer (RFC 5626 4.5), report
 * BackingOff     timer                       Locating         Locate
 * Rejected       timer                       Locating         Locate
 * any but in     not wanted                  Unregistering    Enqueue, where a binding is or may be
 * flight                                     Unregistered     report, elsewhere
 * any but in     other settings              by change        {@link Account.Change}
 * flight
 * Unregistering  Admitted                    same             Send with expires 0
 *                timeout, 503                same             Enqueue again, a few times
 *                2xx, failure, give-up time  Unregistered     report; then Locating when wanted
 * </pre>
 *
 * <p>While a REGISTER is in flight a change of settings is only remembered; its outcome is taken first. Responses, timers and
 * turns that do not fit the state are ignored: they are late.
 */
public final class RegistrationMachine {
    /** How long a removal waits for a target that is down. */
    private static final Duration REMOVAL_FROM_DOWN = Duration.ofMinutes(1);

    private final Sending sending;
    private final Failures failures;
    private final Answers answers;
    private final Reconciliation reconciliation;
    private final Restoration restoration;

    public RegistrationMachine(RegistrationSettings settings, DigestClient digest, RandomGenerator random) {
        RegistrationPolicy policy = new RegistrationPolicy(settings, random);
        this.sending = new Sending(digest);
        this.failures = new Failures(sending, policy);
        this.answers = new Answers(sending, failures, policy);
        this.reconciliation = new Reconciliation(sending);
        this.restoration = new Restoration(sending, policy);
    }

    /** One event. */
    public Step on(Registration registration, RegistrationEvent event, Circumstances circumstances) {
        boolean timerGone =
                event instanceof RegistrationEvent.TimerFired || event instanceof RegistrationEvent.Restored;
        Turn turn = new Turn(registration, withinSettings(registration, circumstances), timerGone);
        happen(turn, event);
        reconciliation.reconcile(turn);
        return turn.finish();
    }

    private static Circumstances withinSettings(Registration registration, Circumstances circumstances) {
        Optional<Account> account = registration.wanted().isPresent()
                ? registration.wanted()
                : registration.phase().account();
        return account.isPresent() ? circumstances.within(account.get().pbx().registration()) : circumstances;
    }

    private void happen(Turn turn, RegistrationEvent event) {
        if (event instanceof RegistrationEvent.AccountChanged changed) {
            turn.replace(turn.registration().wanting(changed.wanted()));
        } else if (event instanceof RegistrationEvent.Restored restored) {
            turn.replace(turn.registration().wanting(restored.wanted()));
            restoration.resume(turn);
        } else if (event instanceof RegistrationEvent.Located located) {
            located(turn, located.targets());
        } else if (event instanceof RegistrationEvent.NotLocated not) {
            notLocated(turn, not.advice());
        } else if (event instanceof RegistrationEvent.TimerFired) {
            timerFired(turn);
        } else if (event instanceof RegistrationEvent.RefreshRequested) {
            refreshRequested(turn);
        } else if (event instanceof RegistrationEvent.FlowLost lost) {
            flowLost(turn, lost);
        } else if (turn.phase() instanceof Trying trying) {
            attempted(turn, trying, event);
        }
    }

    private void attempted(Turn turn, Trying trying, RegistrationEvent event) {
        Attempt attempt = trying.attempt();
        if (event instanceof RegistrationEvent.Admitted && !attempt.sent()) {
            sending.send(turn, trying, false);
        } else if (event instanceof RegistrationEvent.TargetDown && !attempt.sent()) {
            targetDown(turn, trying);
        } else if (event instanceof RegistrationEvent.AlternativeUp && !attempt.sent()) {
            alternativeUp(turn, trying);
        } else if (event instanceof RegistrationEvent.ResponseReceived received && attempt.sent()) {
            answers.received(turn, trying, received);
        } else if (event instanceof RegistrationEvent.TransactionTimedOut && attempt.sent()) {
            Failures.doubt(turn, trying, attempt.target());
            failures.targetFailed(turn, trying, Advice.timeout(trying.of(), attempt.target()), Optional.empty());
        } else if ((event instanceof RegistrationEvent.ConnectionLost || event instanceof RegistrationEvent.HeldBack)
                && attempt.sent()) {
            onceMore(turn, trying);
        } else if (event instanceof RegistrationEvent.TooLarge && attempt.sent()) {
            sending.enqueue(turn, trying.of(), attempt.leavingDatagrams(), trying.failures());
        } else if (event instanceof RegistrationEvent.TransportFailed
                && attempt.sent()
                && attempt.target().transport() == SipTransport.TCP
                && attempt.progress().did(Progress.Once.LARGE)) {
            // RFC 3261 18.1.1: where the PBX does not take TCP, "the element SHOULD retry the request, using UDP"
            sending.enqueue(turn, trying.of(), attempt.backToDatagrams(), trying.failures());
        } else if (event instanceof RegistrationEvent.TransportFailed failed && attempt.sent()) {
            // RFC 3261 18.1.1: where the PBX does not take TCP, "the element SHOULD retry the request, using UDP"
            if (attempt.target().transport() == SipTransport.TCP) {
                turn.learned(PbxTrait.STREAM, false);
            }
            failures.targetFailed(
                    turn, trying, Advice.transport(trying.of(), attempt.target(), failed.cause()), Optional.empty());
        }
    }

    /** One connection of many, or nothing was sent: the same again, before anything is held against the target. */
    private void onceMore(Turn turn, Trying trying) {
        if (trying instanceof Phase.Unregistering) {
            sending.unregister(turn, trying.of(), trying.attempt().target());
        } else {
            sending.enqueue(turn, trying.of(), trying.attempt().with(Progress.WAITING), trying.failures());
        }
    }

    private void located(Turn turn, List<Target> targets) {
        if (!(turn.phase() instanceof Phase.Locating locating)) {
            return;
        }
        List<Target> left = untried(targets, turn.circumstances().has(PbxTrait.STREAM), locating.tried());
        if (left.isEmpty()) {
            Target last = locating.tried().get(locating.tried().size() - 1);
            failures.backOff(
                    turn, locating.of(), locating.failures(), Advice.timeout(locating.of(), last), Optional.empty());
            return;
        }
        Attempt attempt = new Attempt(
                left.get(0),
                left.size() == 1 ? List.of() : left.subList(1, left.size()),
                locating.tried(),
                true,
                locating.bypassed(),
                Sending.expires(turn, locating.of()),
                Progress.WAITING,
                locating.redirect());
        sending.enqueue(turn, locating.of(), attempt, locating.failures());
    }

    private static List<Target> untried(List<Target> targets, boolean stream, List<Target> tried) {
        if (!stream && tried.isEmpty()) {
            return targets;
        }
        return targets.stream()
                .map(target -> stream ? overStream(target) : target)
                .filter(target -> !tried.contains(target))
                .toList();
    }

    private static Target overStream(Target target) {
        return target.transport() == SipTransport.UDP
                ? new Target(SipTransport.TCP, target.address(), target.serverName())
                : target;
    }

    private void notLocated(Turn turn, String advice) {
        if (turn.phase() instanceof Phase.Locating locating) {
            failures.backOff(
                    turn,
                    locating.of(),
                    locating.failures(),
                    Advice.notLocated(locating.of(), advice),
                    Optional.empty());
        }
    }

    private void targetDown(Turn turn, Trying trying) {
        Attempt attempt = trying.attempt();
        if (trying instanceof Phase.Unregistering removing) {
            turn.become(removing.givingUpAt(turn.now().plus(REMOVAL_FROM_DOWN)));
        } else if (attempt.target().transport() == SipTransport.TCP
                && attempt.progress().did(Progress.Once.LARGE)) {
            // RFC 3261 18.1.1: where the PBX does not take TCP, "the element SHOULD retry the request, using UDP"
            sending.enqueue(turn, trying.of(), attempt.backToDatagrams(), trying.failures());
        } else if (!attempt.bypassed()) {
            sending.locate(turn, trying.of(), trying.failures(), attempt.tried(), true);
        }
    }

    private void alternativeUp(Turn turn, Trying trying) {
        if (!(trying instanceof Phase.Unregistering)) {
            sending.locate(turn, trying.of(), trying.failures(), List.of(), true);
        }
    }

    private void timerFired(Turn turn) {
        Phase phase = turn.phase();
        Optional<Instant> deadline = phase.deadline();
        if (deadline.isEmpty() || turn.now().isBefore(deadline.get())) {
            return;
        }
        if (phase instanceof Phase.Registered registered) {
            sending.refresh(turn, registered.of(), registered.bound());
        } else if (phase instanceof Phase.Refreshing refreshing) {
            turn.become(new Phase.Registering(refreshing.of(), refreshing.attempt(), refreshing.failures()));
            turn.report(Advice.lapsed(refreshing.of()));
        } else if (phase instanceof Phase.Locating locating) {
            turn.become(locating.withoutBinding());
            turn.report(Advice.lapsed(locating.of()));
        } else if (phase instanceof Phase.BackingOff waiting) {
            backOffEnds(turn, waiting);
        } else if (phase instanceof Phase.Unregistering unregistering) {
            Sending.withdraw(turn);
            failures.unregistered(turn, unregistering.of(), Optional.of(Advice.removalUnconfirmed(unregistering.of())));
        } else if (phase instanceof Phase.Rejected rejected) {
            sending.locate(turn, rejected.of(), 0, List.of(), false);
        }
    }

    private void backOffEnds(Turn turn, Phase.BackingOff waiting) {
        Optional<Binding> alive = waiting.binding().filter(bound -> bound.livesAt(turn.now()));
        if (waiting.binding().isPresent() && alive.isEmpty()) {
            turn.become(new Phase.BackingOff(
                    waiting.of(), Optional.empty(), waiting.failure(), waiting.until(), waiting.failures()));
            turn.report(Advice.lapsed(waiting.of()));
        }
        if (!turn.now().isBefore(waiting.until())) {
            sending.locate(turn, waiting.of(), waiting.failures(), List.of(), false);
        }
    }

    private void refreshRequested(Turn turn) {
        Phase phase = turn.phase();
        if (phase instanceof Phase.Registered registered) {
            sending.refresh(turn, registered.of(), registered.bound());
        } else if (phase instanceof Phase.BackingOff waiting) {
            sending.locate(turn, waiting.of(), waiting.failures(), List.of(), false);
        } else if (phase instanceof Phase.Rejected rejected) {
            sending.locate(turn, rejected.of(), 0, List.of(), false);
        }
    }

    /**
     * RFC 5626 4.5: in the place of a flow that failed a new one is made, and what was registered over the old one is registered over
     * the new one. The binding may live on at the PBX, but its calls do not reach us. What waits for its turn or is in flight goes
     * on: it makes the new flow.
     */
    private void flowLost(Turn turn, RegistrationEvent.FlowLost lost) {
        if (!(turn.phase() instanceof Phase.Registered registered)
                || !registered.bound().target().equals(lost.target())) {
            return;
        }
        if (lost.failures() == 0) {
            sending.refresh(turn, registered.of(), registered.bound());
        } else {
            failures.backOff(
                    turn,
                    registered.of(),
                    lost.failures() - 1,
                    Advice.flowLost(registered.of(), lost.target(), lost.cause()),
                    Optional.empty());
        }
    }
}
