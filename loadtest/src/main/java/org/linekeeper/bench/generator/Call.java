package org.linekeeper.bench.generator;

import org.jspecify.annotations.Nullable;

/** One call, both ends of it. Used again for another when it is over, with its arrays. For one thread. */
final class Call {
    /** Of any message. */
    static final int MOST_BYTES = 4_096;

    /** What one end does when its time has come. */
    interface End {
        void due(Call call, long now);
    }

    /** RFC 3261 17.1.1 and 17.1.2, with the dialog between the two transactions. */
    enum CallerState {
        CALLING,
        PROCEEDING,
        TALKING,
        ENDING,
        /** The last response came. */
        COMPLETED,
        FAILED
    }

    enum CalleeState {
        NONE,
        /** The 200 has no ACK yet. */
        ANSWERED,
        CONFIRMED,
        OVER
    }

    final WheelTimer callerTimer;
    final WheelTimer calleeTimer;

    int number;
    Load load;
    CallerState caller = CallerState.CALLING;
    long invitedAt;
    long answeredAt;
    long byeAt;
    long callerWait;
    boolean rang;
    byte[] bye = new byte[0];

    CalleeState callee = CalleeState.NONE;
    long branch;
    long okAt;
    long calleeWait;
    byte[] ok = new byte[0];

    @Nullable
    Path calleePath;

    Call(Load load, End callerEnd, End calleeEnd) {
        this.load = load;
        callerTimer = new WheelTimer(now -> callerEnd.due(this, now));
        calleeTimer = new WheelTimer(now -> calleeEnd.due(this, now));
    }

    void begin(int itsNumber, Load itsLoad, long now) {
        number = itsNumber;
        load = itsLoad;
        caller = CallerState.CALLING;
        invitedAt = now;
        answeredAt = 0;
        byeAt = 0;
        rang = false;
        callee = CalleeState.NONE;
        calleePath = null;
    }

    boolean callerIsDone() {
        return caller == CallerState.COMPLETED || caller == CallerState.FAILED;
    }

    boolean calleeIsDone() {
        return callee == CalleeState.NONE || callee == CalleeState.OVER;
    }
}
