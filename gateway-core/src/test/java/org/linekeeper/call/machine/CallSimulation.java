package org.linekeeper.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * One call between far ends that do anything in any order: messages are lost, reordered, and cross; timers fire at any time. After
 * every step nothing forbidden was done, and in the end nothing is left.
 */
final class CallSimulation {
    private static final int MAX_STEPS = 2_000;

    /**
     * Something that may happen now.
     *
     * @param slow whether a message mostly comes before it: it is a timer
     */
    record Event(String name, boolean slow, Runnable run) {
        Event(String name, Runnable run) {
            this(name, false, run);
        }
    }

    final SplittableRandom random;
    final List<Event> pending;
    /** Session timers: hours away, so nothing waits for them, but any may fire. */
    final List<Event> hours;

    final List<String> history;
    final List<CallNote> notes = new ArrayList<>();
    final String name;
    final Encounters encounters;
    /** What is done of what the machine wants; a machine that forgets something is one whose actions are not all done. */
    Predicate<LegAction> done = action -> true;
    /** In how many steps a far end does something by itself once. */
    private final int calm;

    /** Whether far ends transfer calls more often than they do anything else. */
    boolean referring;
    /** Whether it was taken while it rang. */
    boolean pickedUp;

    private final CallMachine machine =
            new CallMachine(failure -> Refusal.of(480, "Temporarily Unavailable"), Dialect.TEAMS, Dialect.PBX);
    private final Map<Side, SimulatedSeat> seats = new EnumMap<>(Side.class);
    private final Map<Side, SimulatedSeat> real = new EnumMap<>(Side.class);
    private final List<SimulatedLeg> legs = new ArrayList<>();
    private final BiConsumer<CallSimulation, CallNote> told;
    private Optional<Body> offer = Optional.empty();
    private CallState state;

    CallSimulation(long seed) {
        this(seed, CallSimulation::nobodyThere);
    }

    /** No target of a transfer is reached. */
    private static void nobodyThere(CallSimulation call, CallNote note) {
        if (note instanceof CallNote.Referred) {
            SimulatedCross there = new SimulatedCross(call);
            SimulatedCross nobody = new SimulatedCross(call);
            SimulatedCross.connect(there, nobody);
            call.seat(Side.THIRD, there);
            nobody.tell(new LegEvent.Failed(LegFailure.of(LegFailure.Kind.NOT_LOCATED, "no such place")));
        }
    }

    /** A call that tells what it notes. */
    CallSimulation(long seed, BiConsumer<CallSimulation, CallNote> told) {
        this(
                new SplittableRandom(seed),
                "call 1",
                told,
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new Encounters());
        begin();
    }

    /** Another call in the same world. */
    CallSimulation(CallSimulation beside, String name, BiConsumer<CallSimulation, CallNote> told) {
        this(beside.random, name, told, beside.pending, beside.hours, beside.history, beside.encounters);
        begin();
    }

    /** The call to the target of a transfer. */
    CallSimulation(
            CallSimulation beside,
            String name,
            SimulatedCross from,
            Optional<Body> offer,
            BiConsumer<CallSimulation, CallNote> told) {
        this(beside.random, name, told, beside.pending, beside.hours, beside.history, beside.encounters);
        SimulatedCross back = new SimulatedCross(this);
        SimulatedCross.connect(from, back);
        seats.put(Side.CALLER, back);
        add(Side.CALLEE, new SimulatedCallee(this));
        CallStep first = machine.startAcross(new CallMachine.Invitation(hunt(), offer, offer, SessionTerms.NONE));
        state = first.next();
        take(first);
    }

    /** A call that wants a seat of another. */
    CallSimulation(
            CallSimulation beside, String name, BiConsumer<CallSimulation, CallNote> told, Optional<Body> nothing) {
        this(beside.random, name, told, beside.pending, beside.hours, beside.history, beside.encounters);
        offer = description();
        add(Side.CALLER, new SimulatedCaller(this));
        seats.put(Side.CALLEE, new SimulatedCross(this));
        CallStep first = machine.startReplacing(new CallMachine.Invitation(hunt(), offer, nothing, SessionTerms.NONE));
        state = first.next();
        take(first);
    }

    private CallSimulation(
            SplittableRandom random,
            String name,
            BiConsumer<CallSimulation, CallNote> told,
            List<Event> pending,
            List<Event> hours,
            List<String> history,
            Encounters encounters) {
        this.random = random;
        this.name = name;
        this.told = told;
        this.pending = pending;
        this.hours = hours;
        this.history = history;
        this.encounters = encounters;
        this.calm = random.nextBoolean() ? 12 : 3;
    }

    private void begin() {
        add(Side.CALLER, new SimulatedCaller(this));
        add(Side.CALLEE, new SimulatedCallee(this));
        offer = random.nextInt(4) > 0 ? description() : Optional.empty();
        CallStep first = machine.start(new CallMachine.Invitation(hunt(), offer, offer, terms()));
        state = first.next();
        take(first);
    }

    private void add(Side side, SimulatedLeg leg) {
        seats.put(side, leg);
        real.put(side, leg);
        legs.add(leg);
    }

    private Hunt hunt() {
        Destination named = new Destination.Named(Samples.NAME);
        return Hunt.through(
                random.nextInt(5) == 0
                        ? List.of(named)
                        : List.of(
                                new Destination.Known(Samples.target(0)),
                                named,
                                new Destination.Known(Samples.target(9))));
    }

    void run() {
        for (int step = 0; step < MAX_STEPS; step++) {
            stirSomebody();
            assertAtRest();
            if (pending.isEmpty() && !endIt()) {
                finished();
                return;
            }
            happen();
        }
        throw new AssertionError("The call does not end: " + state);
    }

    void stirSomebody() {
        if (random.nextInt(referring ? 4 : calm) == 0 && history.size() < (referring ? 400 : 200)) {
            legs.get(random.nextInt(legs.size())).stir();
        }
        if (random.nextInt(60) == 0 && history.size() < 200 && !hours.isEmpty()) {
            pending.add(hours.remove(random.nextInt(hours.size())));
        }
        if (random.nextInt(400) == 0) {
            history.add("stop " + name);
            take(machine.stop(state));
        }
    }

    void stirNow() {
        legs.get(random.nextInt(legs.size())).stir();
    }

    /** A re-INVITE of ours is out: now and then a far end does something at the same time. */
    void crossWith() {
        switch (random.nextInt(6)) {
            case 0 -> legs.forEach(SimulatedLeg::stir);
            case 1 -> endIt();
            default -> {
                // It is answered.
            }
        }
    }

    void happen() {
        if (!pending.isEmpty()) {
            int which = random.nextInt(pending.size());
            if (pending.get(which).slow() && random.nextInt(8) > 0) {
                which = random.nextInt(pending.size());
            }
            Event event = pending.remove(which);
            history.add(event.name());
            event.run().run();
        }
    }

    Optional<Body> offer() {
        return offer;
    }

    /** Of a call that wants a seat of another: the leg that leads there. */
    SimulatedCross across() {
        return (SimulatedCross) seats.get(Side.CALLEE);
    }

    void seat(Side side, SimulatedSeat seat) {
        seats.put(side, seat);
    }

    boolean replace(Side side, SimulatedCross there, Optional<Body> with) {
        if (machine.replace(state, side, random.nextInt(9) == 0, with) instanceof CallMachine.Replacement.Begun begun) {
            pickedUp |= state.phase() == CallPhase.RINGING;
            seats.put(Side.THIRD, there);
            take(begun.step());
            return true;
        }
        return false;
    }

    void crossed(SimulatedCross leg, LegEvent event) {
        for (Side side : Side.values()) {
            if (leg.equals(seats.get(side))) {
                history.add("  " + name + " " + side + " " + event);
                take(machine.on(state, side, new LegSignal.Crossed(event)));
                return;
            }
        }
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
        SimulatedSeat leg = real.get(side);
        if (leg != null && !leg.equals(seats.get(side))) {
            machine.late(signal).forEach(leg::perform);
            return;
        }
        encounters.note(state, side, signal);
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
            history.add("  " + name + " " + order.side() + " " + order.action());
            if (done.test(order.action())) {
                perform(order.side(), order.action());
            }
        });
        real.forEach((side, leg) -> {
            if (leg.equals(seats.get(side)) && state.leg(side) instanceof Gone) {
                ((SimulatedLeg) leg).assertNoTimer();
            }
        });
        notes.addAll(step.notes());
        step.notes().forEach(note -> told.accept(this, note));
    }

    private void perform(Side side, LegAction action) {
        SimulatedSeat seat = seats.get(side);
        assertThat(seat).as(side + " of " + name + " is taken: " + action).isNotNull();
        if (action instanceof LegAction.TakeSeat take) {
            SimulatedSeat left = seats.put(take.seat(), seat);
            seats.remove(side);
            if (left instanceof SimulatedLeg leg) {
                leg.atTheEnd();
            }
        } else {
            seat.perform(action);
        }
    }

    /** Nothing moves any more: what has ended is over, and whoever was to have a seat has it or is gone. */
    void assertAtRest() {
        if (pending.isEmpty()) {
            assertThat(state.phase() == CallPhase.ENDING && !state.finished())
                    .as("a leg of " + name + " was left: " + state)
                    .isFalse();
            Transfer.Stage stage = state.bridge().transfer().stage();
            assertThat(stage == Transfer.Stage.NONE && !(state.third() instanceof Gone))
                    .as("the third leg of " + name + " was left: " + state)
                    .isFalse();
        }
    }

    /** Nothing moves any more: somebody hangs up. */
    boolean endIt() {
        if (state.finished()) {
            return false;
        }
        return legs.stream().anyMatch(SimulatedLeg::hangUp);
    }

    void finished() {
        assertThat(state.finished()).as("both legs are over: " + state).isTrue();
        assertThat(state.third()).isInstanceOf(Gone.class);
        assertThat(state.caller()).isInstanceOf(Gone.class);
        assertThat(state.callee()).isInstanceOf(Gone.class);
        assertThat(notes.stream().filter(CallNote.Finished.class::isInstance))
                .as("exactly one end")
                .hasSize(1);
        assertThat(notes).last().isInstanceOf(CallNote.Finished.class);
        assertThat(notes.stream().filter(CallNote.Ringing.class::isInstance).count())
                .isLessThanOrEqualTo(1);
        legs.forEach(SimulatedLeg::atTheEnd);
    }
}
