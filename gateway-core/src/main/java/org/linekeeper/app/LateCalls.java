package org.linekeeper.app;

import org.linekeeper.registration.LiveCalls;

/** Stands in for the calls, which are made after the registrations that ask for them. */
final class LateCalls implements LiveCalls {
    private volatile LiveCalls calls = LiveCalls.NONE;

    void become(LiveCalls known) {
        calls = known;
    }

    @Override
    public boolean has(String lineId) {
        return calls.has(lineId);
    }
}
