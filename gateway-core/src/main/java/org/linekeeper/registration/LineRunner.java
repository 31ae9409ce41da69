package org.linekeeper.registration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.linekeeper.dns.Location;
import org.linekeeper.dns.Target;
import org.linekeeper.dns.TargetHealth;
import org.linekeeper.event.EventPublisher;
import org.linekeeper.event.RegistrationChanged;
import org.linekeeper.event.RegistrationOutcome;
import org.linekeeper.event.RegistrationState;
import org.linekeeper.registration.machine.Circumstances;
import org.linekeeper.registration.machine.Phase;
import org.linekeeper.registration.machine.Registration;
import org.linekeeper.registration.machine.RegistrationEffect;
import org.linekeeper.registration.machine.RegistrationEvent;
import org.linekeeper.registration.machine.RegistrationMachine;
import org.linekeeper.registration.machine.Step;
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
            TargetHealth health,
            TargetPacers pacers,
            EventPublisher events,
            Clock clock) {}

    private final Means means;
    private final Roster roster;
    private final LineStates states;
    private final Draining draining;
    private final Consumer<LineEntry> ended;
    private final ResponseTexts texts = new ResponseTexts();

    /**
     * @param ended told of lines that are neither wanted nor bound any more
     */
    LineRunner(Means means, Roster roster, LineStates states, Draining draining, Consumer<LineEntry> ended) {
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
        Instant now = means.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        Step step = means.machine().on(before, event, new Circumstances(now, facts.minExpires(), facts.traits()));
        Registration after = step.next();
        settle(entry, before, after, now);
        boolean sends = sends(step);
        boolean waitsNoMore = !sends && returnPermit(entry, event, step);
        for (RegistrationEffect effect : step.effects()) {
            perform(entry, facts, after, now, effect);
        }
        if (sends || waitsNoMore) {
            states.changed(entry, after);
        }
        if (after.wanted().isEmpty() && after.phase() instanceof Phase.Unregistered) {
            ended.accept(entry);
        }
    }

    /** The timer of the line has fired. */
    void timerFired(LineEntry entry) {
        entry.timer = null;
        fire(entry, new RegistrationEvent.TimerFired());
    }

    private static boolean sends(Step step) {
        for (RegistrationEffect effect : step.effects()) {
            if (effect instanceof RegistrationEffect.Send) {
                return true;
            }
        }
        return false;
    }

    private static void settle(LineEntry entry, Registration before, Registration after, Instant now) {
        RegistrationState left = before.phase().state();
        RegistrationState entered = after.phase().state();
        entry.stands(after);
        entry.mark(LineEntry.Mark.CHANGED, true);
        if (left != entered) {
            entry.since(now);
            entry.facts.moved(left, entered);
        }
    }

    /** A transaction has ended, and the same attempt does not go on at once: its permit goes back. True when there was one. */
    private boolean returnPermit(LineEntry entry, RegistrationEvent event, Step step) {
        boolean outcome = event instanceof RegistrationEvent.ResponseReceived
                || event instanceof RegistrationEvent.TransactionTimedOut
                || event instanceof RegistrationEvent.TransportFailed;
        TargetPacer pacer = entry.pacer;
        if (!outcome || pacer == null || !entry.permit) {
            return false;
        }
        TargetPacer.Use use = TargetPacer.Use.UNUSED;
        Optional<Duration> gate = Optional.empty();
        for (RegistrationEffect effect : step.effects()) {
            if (effect instanceof RegistrationEffect.TargetFailed failed) {
                use = TargetPacer.Use.FAILED;
                gate = failed.gate();
            } else if (effect instanceof RegistrationEffect.TargetAnswered && use == TargetPacer.Use.UNUSED) {
                use = TargetPacer.Use.ANSWERED;
            }
        }
        entry.permit = false;
        entry.pacer = null;
        entry.turn = null;
        pacer.done(use, gate);
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
            enqueue(entry, enqueue);
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
        if (states.isReserved(entry, send.register().cseq())) {
            means.client().send(send.register(), send.target(), entry.loop(), outcome -> answered(entry, outcome));
        } else {
            states.reserve(entry, () -> means.client()
                    .send(send.register(), send.target(), entry.loop(), outcome -> answered(entry, outcome)));
        }
    }

    private void enqueue(LineEntry entry, RegistrationEffect.Enqueue enqueue) {
        TargetPacer pacer = means.pacers().of(enqueue.target());
        entry.pacer = pacer;
        entry.turn = pacer.join(enqueue.urgent(), new TargetPacer.Waiter() {
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
                });
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
        short lookup = ++entry.lookups;
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
            PbxFacts facts = entry.facts;
            if (redirect) {
                facts.redirected(found.targets());
            } else {
                facts.located(found.targets());
            }
            var ordered = means.health().order(found.targets()).stream()
                    .map(this::canonical)
                    .toList();
            fire(entry, new RegistrationEvent.Located(ordered));
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
            fire(entry, new RegistrationEvent.ResponseReceived(answered.response()));
        } else if (outcome instanceof RegisterOutcome.TimedOut) {
            fire(entry, new RegistrationEvent.TransactionTimedOut());
        } else if (outcome instanceof RegisterOutcome.TransportFailed failed) {
            fire(entry, new RegistrationEvent.TransportFailed(failed.cause()));
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
