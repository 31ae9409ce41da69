package org.linekeeper.bench.generator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Caller, callee and the loads that are being placed. All times are nanoseconds of {@link System#nanoTime()}. For one thread. */
final class Generator {
    private final Calls calls;
    private final Caller caller;
    private final Callee callee;
    private final Map<String, Load> loads = new LinkedHashMap<>();
    private final List<Load> placing = new ArrayList<>();

    /** @param answers of the callee */
    Generator(CalleeMessages answers, long now) {
        calls = new Calls(now);
        caller = new Caller(calls, answers);
        callee = new Callee(calls, answers);
    }

    Caller caller() {
        return caller;
    }

    Callee callee() {
        return callee;
    }

    /** Begins to place calls; one of the same name before it is forgotten. */
    void play(String name, LoadPlan plan, Path path, CallerMessages messages, long now) {
        Load load = new Load(plan, path, messages, now);
        loads.put(name, load);
        placing.add(load);
        calls.began(load);
    }

    /** Lets timers fire and places the calls that are due. */
    void turn(long now) {
        calls.wheel().advance(now);
        for (int i = placing.size() - 1; i >= 0; i--) {
            Load load = placing.get(i);
            while (load.isDue(now)) {
                place(load, now);
            }
            if (load.isOver()) {
                placing.remove(i);
            }
        }
    }

    private void place(Load load, long now) {
        Call call = calls.table().add(load, now, () -> new Call(load, caller::due, callee::due));
        if (call == null) {
            load.leftOut();
        } else {
            load.placed(now);
            caller.place(call);
        }
    }

    /** Whether all calls of a load are over; costs less than a report. */
    boolean isOver(String name) {
        Load load = loads.get(name);
        return load != null && load.isOver();
    }

    /** Empty for a load that was never begun. */
    Optional<LoadReport> report(String name) {
        return Optional.ofNullable(loads.get(name)).map(Load::report);
    }

    Map<String, Long> strays() {
        return calls.strays().seen();
    }

    int live() {
        return calls.table().live();
    }
}
