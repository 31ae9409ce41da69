package org.linekeeper.registration;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.linekeeper.dns.Target;

/**
 * The pace towards one target, which several PBXs may share.
 *
 * @param state whether REGISTERs are sent there
 * @param until when it is tried again with one REGISTER; empty while it is up
 * @param window how many REGISTERs may be in flight now
 * @param inFlight how many are
 * @param waiting how many lines wait for their turn
 * @param perSecond how many new registrations a second it gets now; empty for no limit
 * @param median half of its answers take no longer; zero before the first one
 * @param p95 95 % of its answers take no longer; zero before the first one
 */
public record TargetPaceView(
        Target target,
        State state,
        Optional<Instant> until,
        int window,
        int inFlight,
        int waiting,
        OptionalInt perSecond,
        Duration median,
        Duration p95) {
    /** Whether REGISTERs are sent to a target. */
    public enum State {
        /** It answers, as far as known. */
        UP,
        /** It does not answer: one REGISTER at a time tries whether it does again. */
        DOWN,
        /** It asked for a pause with 503. */
        GATED
    }
}
