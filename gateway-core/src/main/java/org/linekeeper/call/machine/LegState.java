package org.linekeeper.call.machine;

/**
 * A leg of a call.
 *
 * <pre>
 * caller leg (we are UAS)                          callee leg (we are UAC)
 *
 * Offered --Accept--> AwaitingAck --ACK--> Established <--2xx-- Calling <--Dial-- Idle
 *    |                   |                    |   |               |  ^
 *    | Refuse, CANCEL,   | BYE        Hangup, |   | BYE     Hangup,|  | located
 *    | INVITE lost       |          lost, 481 |   |          ring  |  |
 *    v                   v                    v   v          timer v  v
 *   Gone               Gone <--BYE done-- Releasing Gone    Cancelling  Locating
 *                                             ^                |   |
 *                                             +--2xx (crossed)-+   +--final, timer--> Gone
 * </pre>
 *
 * <p>Every state takes every input; what a state does not name changes nothing. Signals of an attempt that was left behind never
 * reach the states: {@link LegMachine} ends that attempt.
 */
public sealed interface LegState
        permits Offered, AwaitingAck, Idle, Locating, Calling, Cancelling, Established, Releasing, Gone, Across {
    /** Takes one input. */
    LegStep on(LegInput input);

    /** The attempt that this leg stands on; 0 on a caller leg and before the first attempt. */
    default int attempt() {
        return 0;
    }

    /** Nothing changed. */
    default LegStep stay() {
        return LegStep.to(this);
    }
}
