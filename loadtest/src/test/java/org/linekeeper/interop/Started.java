package org.linekeeper.interop;

import java.util.ArrayList;
import java.util.List;

/** What a lab has started, to be closed in the opposite order. What does not close keeps nothing else from closing. */
final class Started implements AutoCloseable {
    private final List<AutoCloseable> newestFirst = new ArrayList<>();

    <T extends AutoCloseable> T keep(T one) {
        newestFirst.add(0, one);
        return one;
    }

    @Override
    public void close() {
        for (AutoCloseable one : newestFirst) {
            try {
                one.close();
            } catch (Exception e) {
                System.out.println("not closed: " + e);
            }
        }
        newestFirst.clear();
    }
}
