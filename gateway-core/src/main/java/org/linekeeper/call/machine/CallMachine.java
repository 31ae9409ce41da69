package org.linekeeper.call.machine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.linekeeper.call.machine.Bridge.BridgeStep;
import org.linekeeper.call.machine.CallStep.LegOrder;

/**
 * A call as one pure machine: a signal goes to its leg, what the leg tells goes to the bridge, what the bridge orders goes to the
 * legs, until nothing moves. So no outside signal ever sees the legs disagree. Holds no call; safe for use by any thread.
 */
public final class CallMachine {
    private final Bridge bridge;
    private final Dialect caller;
    private final Dialect callee;

    /**
     * @param policy how the caller learns of failures
     * @param caller what the caller understands
     * @param callee what the callee understands
     */
    public CallMachine(RefusalPolicy policy, Dialect caller, Dialect callee) {
        this.bridge = new Bridge(policy);
        this.caller = caller;
        this.callee = callee;
    }

    /**
     * An INVITE that was accepted for bridging.
     *
     * @param hunt where the callee may be reached
     * @param received the offer, as it came
     * @param offer what is to be offered to the callee
     * @param terms what it says of session timers
     */
    public record Invitation(Hunt hunt, Optional<Body> received, Optional<Body> offer, SessionTerms terms) {}

    /** Begins a call. */
    public CallStep start(Invitation invitation) {
        Offered offered = new Offered(Session.fresh(caller).offered(invitation.received(), invitation.terms()));
        Idle idle = new Idle(invitation.hunt(), Session.offering(callee, invitation.offer()));
        Run run = new Run(new CallState(offered, idle, BridgeState.fresh()));
        run.inputs.add(new Pending(Side.CALLEE, new LegCommand.Dial()));
        return run.finish();
    }

    /** Begins a call whose caller is on another call of ours, and is transferred to here. */
    public CallStep startAcross(Invitation invitation) {
        Across across = new Across(Across.Stage.AWAITED, invitation.received());
        Idle idle = new Idle(invitation.hunt(), Session.offering(callee, invitation.offer()));
        Run run = new Run(new CallState(across, idle, BridgeState.fresh()));
        run.inputs.add(new Pending(Side.CALLEE, new LegCommand.Dial()));
        return run.finish();
    }

    /** Begins a call whose caller is to have a seat of another call of ours (RFC 3891). */
    public CallStep startReplacing(Invitation invitation) {
        Offered offered = new Offered(Session.fresh(caller).offered(invitation.received(), invitation.terms()));
        Across across = new Across(Across.Stage.WAITING, Optional.empty());
        return new Run(new CallState(offered, across, BridgeState.fresh())).finish();
    }

    /** What becomes of the wish for a seat. */
    public sealed interface Replacement {
        /** The call goes on with it. */
        record Begun(CallStep step) implements Replacement {}

        /** It stays as it is; whoever wants the seat is answered with that status. */
        record Refused(int status) implements Replacement {}
    }

    /**
     * Somebody on another call wants a seat of this one.
     *
     * @param by whose seat; its dialog is known to be the one that is meant
     * @param earlyOnly whether a confirmed dialog is to be left alone
     * @param offer what the other one is to be offered
     */
    public Replacement replace(CallState state, Side by, boolean earlyOnly, Optional<Body> offer) {
        Replacing.Outcome outcome = Replacing.of(state, by, earlyOnly, offer);
        if (outcome instanceof Replacing.Refused refused) {
            return new Replacement.Refused(refused.status());
        }
        Replacing.Begun begun = (Replacing.Begun) outcome;
        Run run = new Run(begun.state());
        begun.inputs().forEach(input -> run.inputs.add(new Pending(input.side(), input.input())));
        run.notes.addAll(begun.notes());
        return new Replacement.Begun(run.finish());
    }

    /** Takes one signal of one leg. */
    public CallStep on(CallState state, Side side, LegSignal signal) {
        Run run = new Run(state);
        run.inputs.add(new Pending(side, signal));
        return run.finish();
    }

    /** Takes one signal of a leg that has left its seat to another. */
    public List<LegAction> late(LegSignal signal) {
        return LegMachine.step(new Gone(0), signal).actions();
    }

    /** Ends the call from our side. */
    public CallStep stop(CallState state) {
        Run run = new Run(state);
        run.take(bridge.stop(state.bridge(), Release.of(Release.Kind.SHUTDOWN)));
        return run.finish();
    }

    /** Ends the call because somebody asked for it. */
    public CallStep release(CallState state) {
        Run run = new Run(state);
        run.take(bridge.stop(state.bridge(), Release.byOperator()));
        return run.finish();
    }

    /** Ends the call from our side without waiting for any peer: the step has the note that it is finished, unless it was before. */
    public CallStep abandon(CallState state) {
        CallStep step = stop(state);
        BridgeState bridged = step.next().bridge();
        if (bridged.empty()) {
            return step;
        }
        List<CallNote> notes = new ArrayList<>(step.notes());
        bridged.ending().ifPresent(ending -> notes.add(new CallNote.Finished(ending)));
        return new CallStep(step.next(), step.actions(), notes);
    }

    private record Pending(Side side, LegInput input) {}

    private final class Run {
        private final Deque<Pending> inputs = new ArrayDeque<>();
        private final List<LegOrder> actions = new ArrayList<>();
        private final List<CallNote> notes = new ArrayList<>();
        private CallState state;

        private Run(CallState state) {
            this.state = state;
        }

        private CallStep finish() {
            for (Pending pending = inputs.poll(); pending != null; pending = inputs.poll()) {
                Side side = pending.side();
                LegStep step = LegMachine.step(state.leg(side), pending.input());
                state = state.with(side, step.next());
                for (LegAction action : step.actions()) {
                    actions.add(new LegOrder(side, action));
                }
                for (LegEvent event : step.events()) {
                    take(bridge.on(state.bridge(), side, event));
                }
            }
            if (state.isVacated()) {
                actions.add(new LegOrder(
                        Side.THIRD,
                        new LegAction.TakeSeat(state.bridge().transfer().by())));
                state = state.seated();
            }
            return new CallStep(state, actions, notes);
        }

        private void take(BridgeStep step) {
            state = state.with(step.next());
            for (Bridge.Order order : step.orders()) {
                inputs.add(new Pending(order.side(), order.command()));
            }
            notes.addAll(step.notes());
        }
    }
}
