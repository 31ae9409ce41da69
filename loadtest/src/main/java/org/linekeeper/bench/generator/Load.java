package org.linekeeper.bench.generator;

/** Calls that are being placed to one target. For one thread. */
final class Load {
    final LoadPlan plan;
    final Path path;
    final CallerMessages messages;
    final Counts counts = new Counts();
    private final long begunAt;
    private int placed;
    private int live;

    /**
     * @param path to the target
     * @param messages to it
     */
    Load(LoadPlan plan, Path path, CallerMessages messages, long now) {
        this.plan = plan;
        this.path = path;
        this.messages = messages;
        this.begunAt = now;
    }

    /** Whether a call more is to be placed now. */
    boolean isDue(long now) {
        return placed < plan.calls() && now >= begunAt + plan.dueNanos(placed);
    }

    /** It is placed; how late is counted, for an open load is only what it says when it comes at its time. */
    void placed(long now) {
        counts.late.record(now - begunAt - plan.dueNanos(placed));
        placed++;
        live++;
    }

    /** It could not be placed. */
    void leftOut() {
        counts.leftOut++;
        placed++;
    }

    void ended() {
        live--;
    }

    boolean isOver() {
        return placed == plan.calls() && live == 0;
    }

    /** Whether something happened while calls were still being placed. */
    boolean isWithin(long moment) {
        return moment <= begunAt + plan.dueNanos(plan.calls());
    }

    LoadReport report() {
        return counts.report(isOver(), placed, live);
    }
}
