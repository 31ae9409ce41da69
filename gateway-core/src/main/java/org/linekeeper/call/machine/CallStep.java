package org.linekeeper.call.machine;

import java.util.List;

/**
 * What came of one signal.
 *
 * @param next the call after it
 * @param actions to be done in this order
 * @param notes to be told after the actions
 */
public record CallStep(CallState next, List<LegOrder> actions, List<CallNote> notes) {
    public CallStep {
        actions = List.copyOf(actions);
        notes = List.copyOf(notes);
    }

    /** An action and the leg to do it on. */
    public record LegOrder(Side side, LegAction action) {}
}
