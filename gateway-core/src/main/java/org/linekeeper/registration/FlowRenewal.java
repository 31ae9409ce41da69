package org.linekeeper.registration;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.registration.machine.Phase;
import org.linekeeper.registration.machine.RegistrationEvent;
import org.linekeeper.registration.pace.machine.Turn.Claim;
import org.linekeeper.sip.transport.RegistrationFlows;

/**
 * Gives TCP and TLS lines that were taken up after a restart a flow again. Their bindings live, but the connections of the process
 * before are gone, and a PBX that calls over the flow cannot reach them. One line of a PBX after the other waits for a turn among
 * the new registrations, behind the refreshes, and then renews its binding; a line whose refresh comes sooner has its flow by
 * then. Any thread.
 */
final class FlowRenewal {
    private final TargetPacers pacers;
    private final Draining draining;
    private final BiConsumer<LineEntry, RegistrationEvent> fire;
    /** Lines that wait, of each PBX at each target; one turn is asked for while there are any. */
    private final Map<Place, Deque<LineEntry>> waiting = new HashMap<>();

    private record Place(Target target, String pbxId) {}

    /** @param fire feeds an event to a line, on its loop */
    FlowRenewal(TargetPacers pacers, Draining draining, BiConsumer<LineEntry, RegistrationEvent> fire) {
        this.pacers = pacers;
        this.draining = draining;
        this.fire = fire;
    }

    /** A line may have been taken up from the process before; null for none. On its loop. */
    void restored(@Nullable LineEntry entry) {
        if (entry == null
                || !(entry.registration().phase() instanceof Phase.Registered registered)
                || registered.bound().target().transport() == SipTransport.UDP) {
            return;
        }
        Place place = new Place(registered.bound().target(), entry.pbxId());
        boolean first;
        synchronized (waiting) {
            first = !waiting.containsKey(place);
            waiting.computeIfAbsent(place, made -> new ArrayDeque<>()).add(entry);
        }
        if (first) {
            askForTurn(place, entry.facts.credentials());
        }
    }

    private void askForTurn(Place place, PbxCredentials gate) {
        TargetPacer pacer = pacers.of(place.target());
        pacer.join(place.pbxId(), Claim.PROVEN, gate, Optional.empty(), new TargetPacer.Waiter() {
            @Override
            public void admitted(TargetPacer.Turn turn) {
                LineEntry entry = next(place);
                if (entry == null) {
                    pacer.leave(turn);
                    goesOn(place);
                    return;
                }
                entry.loop().execute(() -> {
                    // The turn was only for the pace: the line takes one of its own, as for any refresh.
                    pacer.leave(turn);
                    renew(entry, place.target());
                    if (goesOn(place)) {
                        askForTurn(place, gate);
                    }
                });
            }

            @Override
            public void targetDown(TargetPacer.Turn turn) {}
        });
    }

    private @Nullable LineEntry next(Place place) {
        synchronized (waiting) {
            Deque<LineEntry> lines = waiting.get(place);
            return lines == null ? null : lines.poll();
        }
    }

    private boolean goesOn(Place place) {
        synchronized (waiting) {
            Deque<LineEntry> lines = waiting.get(place);
            if (lines == null || lines.isEmpty() || draining.begun()) {
                waiting.remove(place);
                return false;
            }
            return true;
        }
    }

    private void renew(LineEntry entry, Target target) {
        if (!draining.begun()
                && entry.flow == RegistrationFlows.NONE
                && entry.registration().phase() instanceof Phase.Registered registered
                && registered.bound().target().equals(target)) {
            fire.accept(entry, new RegistrationEvent.RefreshRequested());
        }
    }
}
