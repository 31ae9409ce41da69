package org.linekeeper.bench.generator;

import org.jspecify.annotations.Nullable;
import org.linekeeper.bench.generator.Call.CalleeState;
import org.linekeeper.bench.generator.Call.CallerState;

/** What caller and callee share: the calls in progress, their timers, and how a call ends. For one thread. */
final class Calls {
    private final CallTable table = new CallTable();
    private final Strays strays = new Strays();
    private final TimerWheel wheel;
    private @Nullable Load latest;

    Calls(long now) {
        wheel = new TimerWheel(now);
    }

    CallTable table() {
        return table;
    }

    TimerWheel wheel() {
        return wheel;
    }

    Strays strays() {
        return strays;
    }

    /** What comes late for a call that is over is counted with the load that began last. */
    @Nullable
    Load latest() {
        return latest;
    }

    void began(Load load) {
        latest = load;
    }

    /** The caller is through; the callee has 64*T1 to hear of it. */
    void callerDone(Call call, CallerState how, long now) {
        call.caller = how;
        wheel.cancel(call.callerTimer);
        if (call.calleeIsDone()) {
            finish(call);
        } else if (call.callee == CalleeState.CONFIRMED) {
            wheel.set(call.calleeTimer, now + SipTimers.LAST);
        }
    }

    /** The callee has its ACK, or waits for it no more. */
    void confirmed(Call call, long now) {
        call.callee = CalleeState.CONFIRMED;
        if (call.callerIsDone()) {
            wheel.set(call.calleeTimer, now + SipTimers.LAST);
        } else {
            wheel.cancel(call.calleeTimer);
        }
    }

    /** The callee has its BYE. */
    void calleeDone(Call call) {
        call.callee = CalleeState.OVER;
        wheel.cancel(call.calleeTimer);
        if (call.callerIsDone()) {
            finish(call);
        }
    }

    /** The callee was never told that its call is over, so it counts as failed. */
    void abandon(Call call) {
        call.caller = CallerState.FAILED;
        finish(call);
    }

    private void finish(Call call) {
        wheel.cancel(call.callerTimer);
        wheel.cancel(call.calleeTimer);
        if (call.caller == CallerState.COMPLETED) {
            call.load.counts.completed++;
            call.load.counts.completedInTime += call.load.isWithin(call.answeredAt) ? 1 : 0;
        }
        call.load.ended();
        table.remove(call);
    }
}
