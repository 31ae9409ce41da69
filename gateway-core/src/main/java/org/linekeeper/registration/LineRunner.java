package org.linekeeper.registration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.linekeeper.dns.Location;
import org.linekeeper.dns.Target;
import org.linekeeper.event.EventPublisher;
import org.linekeeper.event.RegistrationChanged;
import org.linekeeper.event.RegistrationOutcome;
import org.linekeeper.event.RegistrationState;
import org.linekeeper.registration.machine.Binding;
import org.linekeeper.registration.machine.Circumstances;
import org.linekeeper.registration.machine.Phase;
import org.linekeeper.registration.machine.Registration;
import org.linekeeper.registration.machine.RegistrationEffect;
import org.linekeeper.registration.machine.RegistrationEvent;
import org.linekeeper.registration.machine.RegistrationMachine;
import org.linekeeper.registration.machine.Step;
import org.linekeeper.registration.pace.machine.Turn.Claim;
import org.linekeeper.sip.register.RegisterClient;
import org.linekeeper.sip.register.RegisterOutcome;

/** Feeds events to the machine and performs its effects. Every method runs on the loop of the entry. */
final class LineRunner {
    /**
     * What effects are performed with.
     *
     * @param clock does not jump
     */
    record Means(
            RegistrationMachine machine,
            RegisterClient client,
            PbxLocator locator,
            TargetPacers pacers,
            Lessons lessons,
            EventPublisher events,
            LiveCalls calls,
            Clock clock) {}

    /** A transaction without response lasts 32 s (RFC 3261 17.1.2.2), and the binding must outlive it. */
    private static final Duration ENOUGH_FOR_A_TRY = Duration.ofSeconds(45);

    private final Means means;
    private final Roster roster;
    private final LineStates states;
    private final Draining draining;
    private final FlowRoster flows;
    private final Consumer<LineEntry> ended;
    private final ResponseTexts texts = new ResponseTexts();

    /**
     * @param ended told of lines that are neither wanted nor bound any more
     */
    LineRunner(
            Means means,
            Roster roster,
            LineStates states,
            Draining draining,
            FlowRoster flows,
            Consumer<LineEntry> ended) {
        this.flows = flows;
        this.ended = ended;
        this.means = means;
        this.roster = roster;
        this.states = states;
        this.draining = draining;
    }

    /** One event of one line. */
    void fire(LineEntry entry, RegistrationEvent event) {
        PbxFacts facts = entry.facts;
        Registration before = entry.registration();
        // Whole milliseconds, so that a line at rest holds its times in eight bytes each. A timer never fires early by
        // it.
        Instant now = Instant.ofEpochMilli(means.clock().millis());
        Step step = means.machine().on(before, event, circumstances(entry, facts, before, now));
        Registration after = step.next();
        settle(entry, before, after, now);
        means.lessons().take(entry, facts, before, event, step);
        boolean sends = step.sends();
        boolean waitsNoMore = !sends && returnPermit(entry, event, step);
        List<RegistrationEffect> effects = step.effects();
        for (int i = 0; i < effects.size(); i++) {
            perform(entry, facts, after, now, effects.get(i));
        }
        tryBetterTarget(entry, facts, before, after, event);
        if (sends || waitsNoMore) {
            states.changed(entry, after);
        }
        flows.settle(entry, after);
        if (after.wanted().isEmpty() && after.phase() instanceof Phase.Unregistered) {
            ended.accept(entry);
        }
    }

    /**
     * A line that was bound just now has time for a try: where its target is only second best, it looks whether the better one
     * is back. A refresh has looked before: where it came back from that it does not look at once again, and so for ever.
     */
    private void tryBetterTarget(
            LineEntry entry, PbxFacts facts, Registration before, Registration after, RegistrationEvent event) {
        if (event instanceof RegistrationEvent.ResponseReceived
                && before.phase() instanceof Phase.Registering
                && after.phase() instanceof Phase.Registered registered
                && registered.bound().granted().compareTo(ENOUGH_FOR_A_TRY) >= 0
                && means.lessons().wantsTry(facts, registered.bound())) {
            fire(entry, new RegistrationEvent.RefreshRequested());
        }
    }

    private Circumstances circumstances(LineEntry entry, PbxFacts facts, Registration before, Instant now) {
        return new Circumstances(
                now,
                facts.minExpires(),
                facts.traits(),
                facts.reusesNonces(now),
                facts.credentials().refusals(entry.lineId),
                facts.credentials().isDoubted(entry.lineId),
                before.phase() instanceof Phase.Registered registered
                        && means.lessons().locatesAnew(facts, registered.of(), registered.bound(), now));
    }

    /** The timer of the line has fired. */
    void timerFired(LineEntry entry) {
        entry.timer = null;
        fire(entry, new RegistrationEvent.TimerFired());
    }

    private static void settle(LineEntry entry, Registration before, Registration after, Instant now) {
        RegistrationState left = before.phase().state();
        RegistrationState entered = after.phase().state();
        entry.stands(after);
        entry.mark(LineEntry.Mark.CHANGED, true);
        if (left != entered) {
            entry.comesInto(entered, now);
            entry.facts.moved(left, entered);
        }
    }

    /** A transaction has ended, and the same attempt does not go on at once: its permit goes back. True when there was one. */
    private boolean returnPermit(LineEntry entry, RegistrationEvent event, Step step) {
        boolean outcome = event instanceof RegistrationEvent.ResponseReceived
                || event instanceof RegistrationEvent.TransactionTimedOut
                || event instanceof RegistrationEvent.TransportFailed
                || event instanceof RegistrationEvent.ConnectionLost
                || event instanceof RegistrationEvent.HeldBack
                || event instanceof RegistrationEvent.TooLarge;
        TargetPacer pacer = entry.pacer;
        TargetPacer.Turn turn = entry.turn;
        if (!outcome || pacer == null || turn == null || !entry.permit) {
            return false;
        }
        entry.permit = false;
        entry.pacer = null;
        entry.turn = null;
        pacer.done(turn, Lessons.use(event, step), step.pause());
        draining.ended();
        return true;
    }

    private void perform(LineEntry entry, PbxFacts facts, Registration after, Instant now, RegistrationEffect effect) {
        if (effect instanceof RegistrationEffect.Send send) {
            send(entry, send);
        } else if (effect instanceof RegistrationEffect.SetTimer set) {
            cancelTimer(entry);
            if (!draining.begun()) {
                entry.timer = entry.loop().timers().schedule(set.delay(), entry);
            }
        } else if (effect instanceof RegistrationEffect.CancelTimer) {
            cancelTimer(entry);
        } else if (effect instanceof RegistrationEffect.Enqueue enqueue) {
            enqueue(entry, facts, after.phase().deadline(), enqueue);
        } else if (effect instanceof RegistrationEffect.Withdraw) {
            withdraw(entry);
        } else if (effect instanceof RegistrationEffect.Locate locate) {
            locate(entry, locate);
        } else if (effect instanceof RegistrationEffect.Report report) {
            publish(entry, after.phase().state(), now, report.outcome());
        } else if (effect instanceof RegistrationEffect.LearnedMinExpires learned) {
            facts.learnedMinExpires(learned.minimum());
        } else if (effect instanceof RegistrationEffect.Learned learned) {
            facts.learned(learned.trait(), learned.wanted());
        }
    }

    private void send(LineEntry entry, RegistrationEffect.Send send) {
        if (entry.turn != null) {
            entry.turn.sends();
        }
        if (states.isReserved(entry, send.register().cseq())) {
            sendNow(entry, send);
        } else {
            states.reserve(entry, () -> released(entry, send));
        }
    }

    /** The disk is done with what a REGISTER waited for. If its target has closed meanwhile it waits for another turn. */
    private void released(LineEntry entry, RegistrationEffect.Send send) {
        if (entry.turn != null && entry.pacer != null && entry.pacer.closedSince(entry.turn)) {
            fire(entry, new RegistrationEvent.HeldBack());
        } else {
            sendNow(entry, send);
        }
    }

    private void sendNow(LineEntry entry, RegistrationEffect.Send send) {
        int flow = flows.flowTo(entry, send.target());
        entry.mark(LineEntry.Mark.FLOW_LOST, false);
        means.client().send(send.register(), send.target(), flow, entry.loop(), outcome -> answered(entry, outcome));
    }

    private void enqueue(
            LineEntry entry, PbxFacts facts, Optional<Instant> deadline, RegistrationEffect.Enqueue enqueue) {
        TargetPacer pacer = means.pacers().of(enqueue.target());
        entry.pacer = pacer;
        Claim claim =
                !entry.is(LineEntry.Mark.PROVEN) ? Claim.UNPROVEN : enqueue.urgent() ? Claim.URGENT : Claim.PROVEN;
        entry.turn = pacer.join(entry.pbxId(), claim, facts.credentials(), deadline, new TargetPacer.Waiter() {
            @Override
            public void admitted(TargetPacer.Turn turn) {
                entry.loop().execute(() -> LineRunner.this.admitted(entry, turn));
            }

            @Override
            public void targetDown(TargetPacer.Turn turn) {
                entry.loop().execute(() -> {
                    if (entry.turn == turn && !entry.permit) {
                        fire(entry, new RegistrationEvent.TargetDown());
                    }
                    // While the target is due for a try it is the first to be tried, and the line would come back here.
                    if (entry.turn == turn
                            && !entry.permit
                            && pacer.isClosed()
                            && means.lessons().hasAlternative(facts, pacer)) {
                        fire(entry, new RegistrationEvent.AlternativeUp());
                    }
                });
            }

            @Override
            public boolean isInCall() {
                return means.calls().has(entry.lineId);
            }
        });
    }

    private void admitted(LineEntry entry, TargetPacer.Turn turn) {
        // a turn that was given up meanwhile is returned by the pacer itself
        if (entry.turn != turn) {
            return;
        }
        if (!draining.started()) {
            withdraw(entry);
            return;
        }
        entry.permit = true;
        fire(entry, new RegistrationEvent.Admitted());
        if (!entry.registration().inFlight()) {
            withdraw(entry);
            draining.ended();
        }
    }

    private static void withdraw(LineEntry entry) {
        if (entry.pacer != null && entry.turn != null) {
            entry.pacer.leave(entry.turn);
        }
        entry.pacer = null;
        entry.turn = null;
        entry.permit = false;
    }

    private void locate(LineEntry entry, RegistrationEffect.Locate locate) {
        byte lookup = ++entry.lookups;
        boolean redirect = locate.redirect().isPresent();
        locate.redirect()
                .map(means.locator()::locate)
                .orElseGet(() -> means.locator().locate(locate.account()))
                .whenComplete((location, failure) -> entry.loop().execute(() -> {
                    if (entry.lookups == lookup && roster.entry(entry.lineId) == entry) {
                        located(entry, redirect, location, failure);
                    }
                }));
    }

    private void located(LineEntry entry, boolean redirect, @Nullable Location location, @Nullable Throwable failure) {
        if (location instanceof Location.Found found && !found.targets().isEmpty()) {
            if (redirect) {
                entry.facts.whereabouts().redirected(found.targets());
            } else {
                entry.facts.whereabouts().located(found);
            }
            Optional<Target> held = entry.registration().phase().binding().map(Binding::target);
            fire(
                    entry,
                    new RegistrationEvent.Located(means.pacers().order(entry.facts.overWantedTransport(found), held)));
        } else if (entry.registration().phase() instanceof Phase.Locating locating
                && locating.tried().isEmpty()
                && locating.binding()
                        .filter(bound -> !means.pacers().isClosed(bound.target()))
                        .isPresent()) {
            // a name server that fails is no reason to leave a registrar that does not
            fire(
                    entry,
                    new RegistrationEvent.Located(
                            List.of(locating.binding().get().target())));
        } else if (location instanceof Location.NotFound not) {
            fire(entry, new RegistrationEvent.NotLocated(not.advice()));
        } else {
            fire(
                    entry,
                    new RegistrationEvent.NotLocated(
                            failure == null ? "DNS gave no address." : "The lookup failed: " + failure.getMessage()));
        }
    }

    /** One object for equal targets: thousands of lines share few targets. */
    Target canonical(Target target) {
        return means.pacers().of(target).target();
    }

    private void answered(LineEntry entry, RegisterOutcome outcome) {
        if (outcome instanceof RegisterOutcome.Answered answered) {
            entry.lastResponse =
                    texts.of(answered.response().status(), answered.response().reason());
            fire(entry, new RegistrationEvent.ResponseReceived(answered.response(), answered.retransmitted()));
        } else if (outcome instanceof RegisterOutcome.TimedOut) {
            fire(entry, new RegistrationEvent.TransactionTimedOut());
        } else if (outcome instanceof RegisterOutcome.TooLarge) {
            fire(entry, new RegistrationEvent.TooLarge());
        } else if (outcome instanceof RegisterOutcome.TransportFailed failed) {
            fire(
                    entry,
                    entry.is(LineEntry.Mark.FLOW_LOST)
                            ? new RegistrationEvent.ConnectionLost()
                            : new RegistrationEvent.TransportFailed(failed.cause()));
        }
    }

    private void publish(LineEntry entry, RegistrationState state, Instant now, RegistrationOutcome outcome) {
        roster.happened(entry, now, state, outcome);
        means.events().publish(new RegistrationChanged(now, entry.lineId, entry.pbxId(), state, outcome));
    }

    static void cancelTimer(LineEntry entry) {
        if (entry.timer != null) {
            entry.timer.cancel();
            entry.timer = null;
        }
    }
}
