package org.linekeeper.call.machine;

import java.util.ArrayList;
import java.util.List;

/**
 * What came of one input: the next state, what to do, and what to tell the bridge.
 *
 * @param next the state after it
 * @param actions to be done in this order
 * @param events to be told after the actions, in this order
 */
record LegStep(LegState next, List<LegAction> actions, List<LegEvent> events) {
    LegStep {
        actions = List.copyOf(actions);
        events = List.copyOf(events);
    }

    static LegStep to(LegState next) {
        return new LegStep(next, List.of(), List.of());
    }

    LegStep act(LegAction... more) {
        List<LegAction> all = new ArrayList<>(actions);
        all.addAll(List.of(more));
        return new LegStep(next, all, events);
    }

    LegStep tell(LegEvent... more) {
        List<LegEvent> all = new ArrayList<>(events);
        all.addAll(List.of(more));
        return new LegStep(next, actions, all);
    }
}
