package org.linekeeper.app;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been started, stopped in reverse. One thread at a time. */
final class Lifecycle implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

    private final Deque<Step> started = new ArrayDeque<>();

    private record Step(String name, AutoCloseable stop) {}

    /** Remembers how to stop what has just been started. */
    void started(String name, AutoCloseable stop) {
        started.push(new Step(name, stop));
    }

    /** Stops everything, newest first. One that fails to stop does not keep the others from stopping. */
    @Override
    public void close() {
        while (!started.isEmpty()) {
            Step step = started.pop();
            try {
                step.stop().close();
            } catch (Exception failure) {
                LOG.warn("{} did not stop cleanly", step.name(), failure);
            }
        }
    }
}
