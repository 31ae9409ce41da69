package org.linekeeper.call.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Some calls whose far ends transfer each other, without and with consultation, and take each other's seats, while everything else
 * happens as well. In the end all are over and each has ended once.
 */
final class TransferSimulation {
    private static final int MAX_STEPS = 6_000;
    private static final int MAX_CALLS = 6;

    final List<CallSimulation> calls = new ArrayList<>();
    final CallSimulation first;
    int transferred;

    TransferSimulation(long seed) {
        first = new CallSimulation(seed, this::note);
        calls.add(first);
        if (first.random.nextBoolean()) {
            calls.add(new CallSimulation(first, "call 2", this::note));
        }
    }

    void run() {
        int quiet = 0;
        for (int step = 0; step < MAX_STEPS; step++) {
            CallSimulation some = calls.get(first.random.nextInt(calls.size()));
            some.referring = true;
            some.stirSomebody();
            if (first.random.nextInt(60) == 0 && calls.size() < MAX_CALLS) {
                takeOver(some);
            }
            calls.forEach(CallSimulation::assertAtRest);
            if (first.pending.isEmpty() && quiet++ < 10) {
                some.stirNow();
                continue;
            }
            if (first.pending.isEmpty() && calls.stream().noneMatch(CallSimulation::endIt)) {
                calls.forEach(CallSimulation::finished);
                return;
            }
            first.happen();
        }
        throw new AssertionError("The calls do not end: " + calls);
    }

    private void note(CallSimulation call, CallNote note) {
        if (note instanceof CallNote.Transferred) {
            transferred++;
        }
        if (note instanceof CallNote.Referred referred) {
            SimulatedCross there = new SimulatedCross(call);
            call.seat(Side.THIRD, there);
            List<CallSimulation> others =
                    calls.stream().filter(other -> !other.equals(call)).toList();
            int what = first.random.nextInt(5);
            if (what == 0 || (what > 2 && calls.size() >= MAX_CALLS)) {
                SimulatedCross nobody = new SimulatedCross(call);
                SimulatedCross.connect(there, nobody);
                nobody.tell(new LegEvent.Failed(LegFailure.of(LegFailure.Kind.NOT_LOCATED, "no place")));
            } else if (what < 3 && !others.isEmpty()) {
                CallSimulation other = others.get(first.random.nextInt(others.size()));
                ask(other, there, referred.offer());
            } else {
                calls.add(new CallSimulation(call, "call " + (calls.size() + 1), there, referred.offer(), this::note));
            }
        }
    }

    /** An INVITE with Replaces comes. */
    private void takeOver(CallSimulation call) {
        CallSimulation taker = new CallSimulation(call, "call " + (calls.size() + 1), this::note, Optional.empty());
        calls.add(taker);
        ask(call, taker.across(), taker.offer());
    }

    private void ask(CallSimulation call, SimulatedCross asker, Optional<Body> offer) {
        SimulatedCross there = new SimulatedCross(call);
        SimulatedCross.connect(asker, there);
        Side seat = first.random.nextBoolean() ? Side.CALLER : Side.CALLEE;
        first.pending.add(new CallSimulation.Event("somebody wants " + seat + " of " + call.name, () -> {
            if (!call.replace(seat, there, offer)) {
                there.tell(new LegEvent.Failed(LegFailure.of(LegFailure.Kind.REJECTED, "no such dialog")));
            }
        }));
    }
}
