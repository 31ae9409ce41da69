package org.linekeeper.call;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.linekeeper.call.limit.Quotas;

/**
 * Lets calls in as far as all limits allow: those of whoever's call it is, then the gateway's own, so that one customer beyond its
 * limits costs the others nothing. Any thread.
 */
final class Entrance {
    private final CallGate gate;
    private final Quotas quotas;

    Entrance(CallGate gate, Quotas quotas) {
        this.gate = gate;
        this.quotas = quotas;
    }

    /** What came of asking to be let in. */
    sealed interface Outcome {
        record Entered(Pass pass) implements Outcome {}

        /** Nothing is counted. */
        record Full(Refusals refusal) implements Outcome {}
    }

    /** The place of one call everywhere; given back once, however often that is asked for. */
    static final class Pass {
        private final CallGate gate;
        private final Optional<Quotas.Place> place;
        private final AtomicBoolean left = new AtomicBoolean();

        private Pass(CallGate gate, Optional<Quotas.Place> place) {
            this.gate = gate;
            this.place = place;
        }

        void leave() {
            if (left.compareAndSet(false, true)) {
                place.ifPresent(Quotas.Place::leave);
                gate.leave();
            }
        }
    }

    Outcome enter(Demand demand) {
        if (demand.urgent()) {
            return outcome(gate.enterUnlimited(), Optional.empty());
        }
        Quotas.Outcome asked = quotas.enter(demand.quotas());
        if (asked instanceof Quotas.Outcome.Exceeded exceeded) {
            return new Outcome.Full(Refusals.of(exceeded));
        }
        Quotas.Place place = ((Quotas.Outcome.Granted) asked).place();
        Optional<Refusals> full = gate.enter();
        if (full.isPresent()) {
            place.leave();
        }
        return outcome(full, Optional.of(place));
    }

    private Outcome outcome(Optional<Refusals> full, Optional<Quotas.Place> place) {
        return full.<Outcome>map(Outcome.Full::new).orElseGet(() -> new Outcome.Entered(new Pass(gate, place)));
    }
}
