package org.linekeeper.call.machine;

import java.util.EnumMap;
import java.util.Map;

/** How often the calls of a simulation met what. */
final class Encounters {
    final Map<Crossing, Integer> crossings = new EnumMap<>(Crossing.class);
    final Map<LegTimer, Integer> fired = new EnumMap<>(LegTimer.class);

    void note(CallState state, Side side, LegSignal signal) {
        Crossing.of(state, side, signal).forEach(each -> crossings.merge(each, 1, Integer::sum));
        if (signal instanceof LegSignal.Fired timer) {
            fired.merge(timer.timer(), 1, Integer::sum);
        }
    }

    void add(Encounters other) {
        other.crossings.forEach((crossing, times) -> crossings.merge(crossing, times, Integer::sum));
        other.fired.forEach((timer, times) -> fired.merge(timer, times, Integer::sum));
    }
}
