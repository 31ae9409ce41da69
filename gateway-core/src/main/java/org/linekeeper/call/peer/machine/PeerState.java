package org.linekeeper.call.peer.machine;

/** Whether a peer is used before others. None is ever left out. */
public enum PeerState {
    /** No OPTIONS was answered or missed yet; it is used as if it were up. */
    UNTRIED,
    /** It answered lately. */
    UP,
    /** It answered 503: it is there and takes no calls; tried last. */
    BUSY,
    /** It cannot be reached or does not answer; tried last. */
    DOWN
}
