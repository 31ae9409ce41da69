package org.linekeeper.call;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.linekeeper.call.machine.Replaces;
import org.linekeeper.call.machine.Side;
import org.linekeeper.dns.Target;

/**
 * The legs of one call and their seats: caller, callee, and a third while somebody is replaced. A leg that has lost its seat may still
 * have to end what it began. Owner loop only, except where it says otherwise.
 */
final class Legs {
    private final Map<Side, Leg> seated = new EnumMap<>(Side.class);
    private final Leg caller;
    private final Leg callee;

    /** The two that the call begins with. */
    Legs(Leg caller, Leg callee) {
        this.caller = caller;
        this.callee = callee;
        seated.put(Side.CALLER, caller);
        seated.put(Side.CALLEE, callee);
    }

    /** Who sits there. */
    @Nullable
    Leg at(Side side) {
        return seated.get(side);
    }

    boolean isSeated(Leg leg, Side side) {
        return leg.equals(seated.get(side));
    }

    /** The leg that the call began with on that side, when it has lost its seat. */
    Optional<Leg> displaced(Side side) {
        Leg first =
                switch (side) {
                    case CALLER -> caller;
                    case CALLEE -> callee;
                    case THIRD -> null;
                };
        return first == null || isSeated(first, side) ? Optional.empty() : Optional.of(first);
    }

    /** Where a leg sits that leads to another call; empty when it has left. */
    Optional<Side> sideOf(CrossLeg leg) {
        return seated.entrySet().stream()
                .filter(entry -> entry.getValue().equals(leg))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    void third(CrossLeg leg) {
        seated.put(Side.THIRD, leg);
    }

    /** Moves whoever sits on one side to another one, and lets go of who sat there. */
    void move(Side from, Side to) {
        Leg moving = seated.remove(from);
        if (moving == null) {
            return;
        }
        Leg left = seated.put(to, moving);
        if (left != null) {
            left.close();
        }
    }

    /** Whether the seat is that of the dialog which is to be replaced. */
    boolean isMeant(Seat seat) {
        Leg leg = seated.get(seat.side());
        return leg != null
                && leg.isTagged(seat.replaces().localTag(), seat.replaces().remoteTag());
    }

    /** Names the dialog of that side for its far end; empty when it cannot be replaced. */
    Optional<String> replaces(Side side) {
        Leg leg = seated.get(side);
        return leg == null ? Optional.empty() : leg.replaces();
    }

    /** Says that the INVITE has come, if one has. */
    void trying() {
        if (caller instanceof CallerLeg arrived) {
            arrived.trying();
        }
    }

    /** Where the last INVITE went. */
    Optional<Target> lastTarget() {
        return callee instanceof CalleeLeg sent ? sent.lastTarget() : Optional.empty();
    }

    /** Our tag in the dialog of the INVITE that came in; empty when none did. Any thread. */
    Optional<String> inboundTag() {
        return caller instanceof CallerLeg arrived ? Optional.of(arrived.tag()) : Optional.empty();
    }

    /**
     * Whose dialog that is, as far as can be told from any thread: all but the remote tag.
     *
     * @param outbound whether its Call-ID is that of the leg which went out; otherwise it is that of the one which came in
     */
    Optional<Side> sideOf(Replaces replaces, boolean outbound) {
        if (outbound) {
            return callee instanceof CalleeLeg ? Optional.of(Side.CALLEE) : Optional.empty();
        }
        return inboundTag().filter(replaces.localTag()::equals).map(tag -> Side.CALLER);
    }

    void close() {
        seated.values().forEach(Leg::close);
    }
}
