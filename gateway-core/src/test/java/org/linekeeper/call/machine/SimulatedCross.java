package org.linekeeper.call.machine;

import java.util.ArrayDeque;
import java.util.Deque;
import org.linekeeper.call.machine.CallSimulation.Event;

/** One end of what joins two simulated calls: what one tells comes to the other in its order, some time later. */
final class SimulatedCross implements SimulatedSeat {
    private final CallSimulation call;
    private final Deque<LegEvent> coming = new ArrayDeque<>();
    private SimulatedCross far = this;

    SimulatedCross(CallSimulation call) {
        this.call = call;
    }

    static void connect(SimulatedCross one, SimulatedCross other) {
        one.far = other;
        other.far = one;
    }

    @Override
    public void perform(LegAction action) {
        if (action instanceof LegAction.Cross cross) {
            tell(cross.event());
        }
    }

    void tell(LegEvent event) {
        far.hear(event);
    }

    private void hear(LegEvent event) {
        coming.add(event);
        call.pending.add(new Event("a crossing to " + call.name, () -> call.crossed(this, coming.remove())));
    }
}
