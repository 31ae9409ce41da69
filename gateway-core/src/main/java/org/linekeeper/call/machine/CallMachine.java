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

    /** Takes one signal of one leg. */
    public CallStep on(CallState state, Side side, LegSignal signal) {
        Run run = new Run(state);
        run.inputs.add(new Pending(side, signal));
        return run.finish();
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
        if (bridged.callerOver() && bridged.calleeOver()) {
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
                step.actions().forEach(action -> actions.add(new LegOrder(side, action)));
                step.events().forEach(event -> take(bridge.on(state.bridge(), side, event)));
            }
            return new CallStep(state, actions, notes);
        }

        private void take(BridgeStep step) {
            state = state.with(step.next());
            step.orders().forEach(order -> inputs.add(new Pending(order.side(), order.command())));
            notes.addAll(step.notes());
        }
    }
}
