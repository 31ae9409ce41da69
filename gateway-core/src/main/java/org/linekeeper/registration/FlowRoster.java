package org.linekeeper.registration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.linekeeper.dns.Target;
import org.linekeeper.registration.machine.Phase;
import org.linekeeper.registration.machine.Registration;
import org.linekeeper.registration.machine.RegistrationEvent;
import org.linekeeper.sip.transport.RegistrationFlows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which lines register over which TCP or TLS flow (RFC 5626). A line takes a place when it first sends to a target, keeps it while
 * it is bound or trying there, and hears when its flow is lost. Lines of UDP targets have no flow and cost nothing here.
 *
 * <p>The lock is held for a few memory accesses, by any loop; a line that stays on its flow does not take it.
 */
final class FlowRoster {
    private static final Logger log = LoggerFactory.getLogger(FlowRoster.class);

    private final RegistrationFlows flows;
    private final Map<Integer, Members> members = new ConcurrentHashMap<>();

    private record Members(Target target, List<LineEntry> lines) {}

    FlowRoster(RegistrationFlows flows) {
        this.flows = flows;
    }

    /** Names who feeds {@link RegistrationEvent.FlowLost} to a line, on the loop of the line. */
    void tell(BiConsumer<LineEntry, RegistrationEvent> fire) {
        flows.tell(loss -> lost(loss, fire));
    }

    /** The flow that the line sends over to this target; takes a place when it has none there. The line's loop only. */
    int flowTo(LineEntry entry, Target target) {
        Members now = members.get(entry.flow);
        if (now != null && now.target().equals(target)) {
            return entry.flow;
        }
        leave(entry);
        return join(entry, target);
    }

    /** Gives the place back when the line is neither bound nor trying any more. The line's loop only. */
    void settle(LineEntry entry, Registration now) {
        if (entry.flow != RegistrationFlows.NONE && !needsFlow(now)) {
            leave(entry);
        }
    }

    private static boolean needsFlow(Registration registration) {
        Phase phase = registration.phase();
        return registration.inFlight()
                || phase.binding().isPresent()
                || phase instanceof Phase.Registering
                || phase instanceof Phase.Locating
                || phase instanceof Phase.Unregistering;
    }

    private synchronized int join(LineEntry entry, Target target) {
        int flow = flows.join(target);
        if (flow != RegistrationFlows.NONE) {
            members.computeIfAbsent(flow, made -> new Members(target, new ArrayList<>(4)))
                    .lines()
                    .add(entry);
        }
        entry.flow = flow;
        return flow;
    }

    private synchronized void leave(LineEntry entry) {
        int flow = entry.flow;
        entry.flow = RegistrationFlows.NONE;
        Members left = members.get(flow);
        if (left != null && left.lines().remove(entry)) {
            if (left.lines().isEmpty()) {
                members.remove(flow);
            }
            flows.leave(flow);
        }
    }

    /** On the loop of the flow. */
    private void lost(RegistrationFlows.Loss loss, BiConsumer<LineEntry, RegistrationEvent> fire) {
        Members lost;
        synchronized (this) {
            // Whoever joins later is given another flow: this one was gone before anybody was told.
            lost = members.remove(loss.flow());
        }
        if (lost == null) {
            return;
        }
        if (loss.opened()) {
            log.info(
                    "A connection to {} was lost ({}); its {} lines register again",
                    loss.target().shown(),
                    loss.cause(),
                    lost.lines().size());
        }
        RegistrationEvent event = new RegistrationEvent.FlowLost(loss.target(), loss.failures(), loss.cause());
        for (LineEntry entry : lost.lines()) {
            entry.loop().execute(() -> {
                if (entry.flow == loss.flow()) {
                    entry.flow = RegistrationFlows.NONE;
                    entry.mark(LineEntry.Mark.FLOW_LOST, loss.opened() && loss.failures() == 0);
                    fire.accept(entry, event);
                }
            });
        }
    }
}
