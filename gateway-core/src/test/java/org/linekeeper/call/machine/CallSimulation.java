package org.linekeeper.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One call between far ends that do anything in any order: messages are lost, reordered, and cross; timers fire at any time. After
 * every step nothing forbidden was done, and in the end nothing is left.
 */
final class CallSimulation {
    private static final int MAX_STEPS = 2_000;

    /** Something that may happen now. */
    record Event(String name, Runnable run) {}

    final SplittableRandom random;
    final List<Event> pending = new ArrayList<>();
    /** Session timers: hours away, so nothing waits for them, but any may fire. */
    final List<Event> hours = new ArrayList<>();

    final List<String> history = new ArrayList<>();
    final List<CallNote> notes = new ArrayList<>();
    private final CallMachine machine =
            new CallMachine(failure -> Refusal.of(480, "Temporarily Unavailable"), Dialect.TEAMS, Dialect.PBX);
    private final SimulatedCaller caller;
    private final SimulatedCallee callee;
    private CallState state;

    CallSimulation(long seed) {
        random = new SplittableRandom(seed);
        caller = new SimulatedCaller(this);
        callee = new SimulatedCallee(this);
        Destination named = new Destination.Named(Samples.NAME);
        Hunt hunt = Hunt.through(
                random.nextInt(5) == 0
                        ? List.of(named)
                        : List.of(
                                new Destination.Known(Samples.target(0)),
                                named,
                                new Destination.Known(Samples.target(9))));
        Optional<Body> offer = random.nextInt(4) > 0 ? description() : Optional.empty();
        CallStep first = machine.start(new CallMachine.Invitation(hunt, offer, offer, terms()));
        state = first.next();
        take(first);
    }

    void run() {
        for (int step = 0; step < MAX_STEPS; step++) {
            if (random.nextInt(12) == 0 && history.size() < 60) {
                SimulatedLeg who = random.nextBoolean() ? caller : callee;
                who.stir();
            }
            if (random.nextInt(25) == 0 && history.size() < 200 && !hours.isEmpty()) {
                pending.add(hours.remove(random.nextInt(hours.size())));
            }
            if (random.nextInt(150) == 0) {
                history.add("stop");
                take(machine.stop(state));
            }
            if (pending.isEmpty() && !endIt()) {
                finished();
                return;
            }
            if (!pending.isEmpty()) {
                Event event = pending.remove(random.nextInt(pending.size()));
                history.add(event.name());
                event.run().run();
            }
        }
        throw new AssertionError("The call does not end: " + state);
    }

    /** Some description: often one that was seen before. */
    Optional<Body> description() {
        return Samples.sdp(
                random.nextInt(3),
                List.of("", "sendrecv", "sendonly", "recvonly", "inactive").get(random.nextInt(5)));
    }

    SessionTerms terms() {
        return random.nextInt(3) > 0
                ? SessionTerms.NONE
                : new SessionTerms(
                        Optional.of(random.nextInt(8) == 0 ? Duration.ofSeconds(30) : Duration.ofMinutes(30)),
                        random.nextBoolean()
                                ? Optional.empty()
                                : Optional.of(
                                        random.nextBoolean() ? SessionTerms.Refresher.UAC : SessionTerms.Refresher.UAS),
                        random.nextInt(5) > 0);
    }

    void deliver(Side side, LegSignal signal) {
        take(machine.on(state, side, signal));
    }

    /** Whether the callee leg took this answer and has not acknowledged it yet. */
    boolean isHolding(String fork) {
        return state.callee() instanceof Established established
                && established.fork().equals(fork)
                && established.exchange() == Exchange.OUTGOING_ANSWERED;
    }

    private void take(CallStep step) {
        state = step.next();
        step.actions().forEach(order -> {
            history.add("  " + order.side() + " " + order.action());
            (order.side() == Side.CALLER ? caller : callee).perform(order.action());
        });
        notes.addAll(step.notes());
    }

    /** Nothing moves any more: somebody hangs up. */
    private boolean endIt() {
        if (state.finished()) {
            return false;
        }
        return caller.hangUp() || callee.hangUp();
    }

    private void finished() {
        assertThat(state.finished()).as("both legs are over: " + state).isTrue();
        assertThat(state.caller()).isInstanceOf(Gone.class);
        assertThat(state.callee()).isInstanceOf(Gone.class);
        assertThat(notes.stream().filter(CallNote.Finished.class::isInstance))
                .as("exactly one end")
                .hasSize(1);
        assertThat(notes).last().isInstanceOf(CallNote.Finished.class);
        assertThat(notes.stream().filter(CallNote.Ringing.class::isInstance).count())
                .isLessThanOrEqualTo(1);
        caller.atTheEnd();
        callee.atTheEnd();
    }
}
