package org.linekeeper.call;

import java.util.function.Function;
import org.linekeeper.sip.loop.Loop;

/** Makes calls, and gives back what they took as their end proceeds. Runs on the loop of the call. */
final class Switchboard {
    private static final int CALL_ID_TRIES = 10_000;

    private final CallTools tools;
    private final CallRegistry registry;

    Switchboard(CallTools tools, CallRegistry registry) {
        this.tools = tools;
        this.registry = registry;
    }

    /**
     * Begins a call.
     *
     * @param pass its place; given back also when the call cannot be made
     * @param beginning made with the names of the call
     */
    Call open(
            Loop loop,
            Admission.Bridged admission,
            Entrance.Pass pass,
            Transfers transfers,
            Function<Call.Names, Beginning> beginning) {
        boolean made = false;
        try {
            Call.Names names = new Call.Names(tools.ports().ids().get(), callIdOn(loop));
            Call call = new Call(tools, loop, names, admission, beginning.apply(names), transfers, new Leaving(pass));
            made = true;
            registry.add(call);
            call.start();
            return call;
        } finally {
            // A call that was never made cannot end, and nobody else would give its place back.
            if (!made) {
                pass.leave();
            }
        }
    }

    /** A Call-ID for the other leg that the same loop owns; each try hits one loop of n. */
    private String callIdOn(Loop loop) {
        for (int i = 0; i < CALL_ID_TRIES; i++) {
            String callId = tools.ports().ids().get();
            if (tools.stack().loops().ownerOf(callId).index() == loop.index()) {
                return callId;
            }
        }
        throw new IllegalStateException("No Call-ID falls on loop " + loop.index());
    }

    private final class Leaving implements Call.Watcher {
        private final Entrance.Pass pass;

        private Leaving(Entrance.Pass pass) {
            this.pass = pass;
        }

        @Override
        public void over(Call call) {
            registry.over(call);
            pass.leave();
        }

        @Override
        public void kept(Call call) {
            registry.remove(call);
        }
    }
}
