package org.linekeeper.call.machine;

/** A leg of a call, named after who is at its far end. */
public enum Side {
    /** The leg that came in: we are its user agent server. */
    CALLER,
    /** The leg that we opened: we are its user agent client. */
    CALLEE,
    /** Who is to take the seat of one of them. */
    THIRD;

    /** Of caller and callee the other one. */
    public Side other() {
        return this == CALLER ? CALLEE : CALLER;
    }
}
