package org.linekeeper.call;

import java.util.List;
import java.util.Optional;
import org.linekeeper.call.machine.Destination;
import org.linekeeper.call.machine.Refusal;
import org.linekeeper.call.machine.Side;
import org.linekeeper.event.CallOutcome;

/** What is to become of an INVITE outside a dialog. */
sealed interface Admission {
    /** What is known of the call. */
    CallFacts facts();

    /**
     * It is bridged.
     *
     * @param facts all ids are present
     * @param destinations where the callee may be reached, in order
     * @param invite how the INVITE to the callee is written
     * @param contactUser user part of our Contact towards the caller; empty for none
     * @param contactHost host of our Contact towards the caller; empty for the listener's advertised host
     * @param localName who we are to the caller, see {@link org.linekeeper.dns.Target#localName}
     * @param callerCredentials for challenges from the caller's side
     * @param demand what limits it is subject to
     */
    record Bridged(
            CallFacts facts,
            List<Destination> destinations,
            InviteTemplate invite,
            Optional<String> contactUser,
            Optional<String> contactHost,
            String localName,
            LegCredentials callerCredentials,
            Demand demand)
            implements Admission {
        public Bridged {
            destinations = List.copyOf(destinations);
        }

        /** What answers challenges of that side. */
        LegCredentials credentials(Side side) {
            return side == Side.CALLER ? callerCredentials : invite.credentials();
        }
    }

    /**
     * Its caller is to have a seat of a call in progress.
     *
     * @param bridged what becomes of it but for destinations
     */
    record Replacing(Bridged bridged, Seat seat) implements Admission {
        @Override
        public CallFacts facts() {
            return bridged.facts();
        }
    }

    /** It is refused. */
    record Refused(CallFacts facts, Refusal refusal, CallOutcome.Refused outcome) implements Admission {}
}
