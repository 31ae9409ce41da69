package org.linekeeper.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * At which pace a PBX is spoken to, and why.
 *
 * @param targets the pace towards each target that the PBX was located at last, in order
 * @param credentials whether credentials that never succeeded are tried
 * @param learned what its answers taught
 */
public record PbxPaceView(List<TargetPace> targets, Credentials credentials, Learned learned) {
    public PbxPaceView {
        targets = List.copyOf(targets);
    }

    /**
     * The pace towards one target, which several PBXs may share.
     *
     * @param target transport and address
     * @param state up, down (it does not answer) or gated (it asked for a pause)
     * @param until when it is tried again; empty while it is up
     * @param window how many REGISTERs may be in flight now
     * @param inFlight how many are
     * @param waiting how many lines wait for their turn
     * @param perSecond how many new registrations a second it gets now; empty for no limit
     * @param median half of its answers take no longer; zero before the first one
     * @param p95 95 % of its answers take no longer; zero before the first one
     */
    public record TargetPace(
            String target,
            TargetState state,
            Optional<Instant> until,
            int window,
            int inFlight,
            int waiting,
            OptionalInt perSecond,
            Duration median,
            Duration p95) {}

    /** Whether REGISTERs are sent to a target. */
    public enum TargetState {
        UP,
        DOWN,
        GATED
    }

    /**
     * Whether credentials that never succeeded are tried. Those that did are used whatever the state.
     *
     * @param state closed (they are), open (too many were refused) or half open (one line is tried)
     * @param until when one line is tried; empty unless open
     * @param refusedLines lines whose credentials the PBX refuses now
     */
    public record Credentials(BreakerState state, Optional<Instant> until, int refusedLines) {}

    /** The states of the breaker of credentials. */
    public enum BreakerState {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    /**
     * What the answers of a PBX taught.
     *
     * @param minExpires the least registration time that it accepts; empty when it never refused one
     * @param grantedInstead what it granted last, while that is always less than is asked for
     * @param outbound whether it takes instance ids (RFC 5626), as far as known
     * @param nonceReuse whether nonces are used again
     * @param nonceReuseRate share of reused nonces that it accepted lately, 0 to 1; empty before the first one
     * @param address where it sees this gateway, when that is not where the Contact says
     */
    public record Learned(
            Optional<Duration> minExpires,
            Optional<Duration> grantedInstead,
            boolean outbound,
            boolean nonceReuse,
            OptionalDouble nonceReuseRate,
            Optional<AddressSeen> address) {}

    /**
     * Another address than the Contact names.
     *
     * @param seen where the PBX sees requests come from
     * @param shown what the Contact names
     * @param expected whether the settings of the PBX say so
     */
    public record AddressSeen(String seen, String shown, boolean expected) {
        /** What to do, in plain words; empty where it is expected. */
        Optional<String> advice() {
            return expected
                    ? Optional.empty()
                    : Optional.of(
                            "An address translator (NAT) stands between the gateway and this PBX, so that its calls may not"
                                    + " reach the lines. Set the advertised address of the listener to " + seen
                                    + ", or registration.addressTranslated of the PBX where this is as it should be.");
        }
    }
}
