package org.linekeeper.admin;

import java.time.Duration;

/** Told of every answer of the port, on its event loop. */
@FunctionalInterface
public interface RequestObserver {
    /**
     * One request was answered.
     *
     * @param route the template of its path, or {@code none} when it fits no route
     * @param method its method, or {@code other}
     * @param status the status of the answer
     * @param took from the end of its head to the answer
     */
    void answered(String route, String method, int status, Duration took);
}
