package org.linekeeper.call;

import java.util.Optional;
import org.linekeeper.call.machine.Body;
import org.linekeeper.call.machine.Replaces;
import org.linekeeper.call.machine.Side;

/**
 * A leg of a call that somebody wants to replace.
 *
 * @param call the call
 * @param side the leg
 * @param replaces the dialog that is meant; its remote tag is looked at on the loop of the call
 * @param link what its record is to say of the other call
 */
record Seat(Call call, Side side, Replaces replaces, Optional<Link> link) {
    /** A seat that nobody has asked for. */
    Seat(Call call, Side side, Replaces replaces) {
        this(call, side, replaces, Optional.empty());
    }

    /** What a record says of the other call. */
    interface Link {
        void into(CallLog record);
    }

    /** The same seat, and what its record is to say once it is given. */
    Seat linked(Link wanted) {
        return new Seat(call, side, replaces, Optional.of(wanted));
    }

    /** Asks for it; the answer reaches the leg. Any thread. */
    void ask(CrossLeg leg, Optional<Body> offer) {
        CrossLeg there = new CrossLeg(call.loop(), call::crossed);
        there.connect(leg);
        call.loop().execute(() -> call.replace(this, there, offer));
    }

    /** Whether a call may have it: it is on the same side, of the same tenant or the same PBX. */
    boolean isBeside(Call other, Side by) {
        CallFacts mine = call.admission().facts();
        CallFacts theirs = other.admission().facts();
        boolean teams = other.isTeams(by);
        return teams == call.isTeams(side)
                && (teams
                        ? mine.directRouteId().equals(theirs.directRouteId())
                        : mine.pbxId().equals(theirs.pbxId()));
    }
}
