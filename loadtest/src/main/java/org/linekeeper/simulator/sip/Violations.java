package org.linekeeper.simulator.sip;

import java.util.ArrayList;
import java.util.List;

/** What a simulator holds against its peer. Any thread may read. */
public final class Violations {
    private static final int KEPT = 1_000;

    private final List<Violation> list = new ArrayList<>();
    private long count;

    public synchronized void add(String rule, String detail, SipMessage message) {
        add(new Violation(rule, detail, message.startLine()));
    }

    public synchronized void add(Violation violation) {
        count++;
        if (list.size() < KEPT) {
            list.add(violation);
        }
    }

    /** The first thousand. */
    public synchronized List<Violation> list() {
        return List.copyOf(list);
    }

    public synchronized long count() {
        return count;
    }
}
