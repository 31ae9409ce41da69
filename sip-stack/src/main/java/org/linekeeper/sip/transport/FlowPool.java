package org.linekeeper.sip.transport;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.transport.TransportCounters.Event;

/** All registration flows. Places are given and taken under one lock, held for a moment; sending takes none. */
final class FlowPool implements RegistrationFlows {
    /** An answer may come for so long to what a line sent last. */
    private static final Duration LINGER = Duration.ofSeconds(32);

    private final Surroundings around;
    private final Function<Target, Optional<StreamListener>> listeners;
    private final RandomGenerator random;
    private final Map<Target, TargetFlows> byTarget = new HashMap<>();
    private final Map<Integer, RegistrationFlow> flows = new ConcurrentHashMap<>();
    private volatile LossListener told = loss -> {};
    private volatile boolean closing;
    private int last;

    /**
     * @param listeners finds the listener that connects to a target
     * @param random spreads the keep-alives; safe for use by any thread
     */
    FlowPool(Surroundings around, Function<Target, Optional<StreamListener>> listeners, RandomGenerator random) {
        this.around = around;
        this.listeners = listeners;
        this.random = random;
    }

    @Override
    public void tell(LossListener listener) {
        told = listener;
    }

    @Override
    public int join(Target target) {
        Optional<StreamListener> listener =
                target.transport() == SipTransport.UDP ? Optional.empty() : listeners.apply(target);
        if (listener.isEmpty() || closing) {
            return NONE;
        }
        synchronized (this) {
            TargetFlows neighbours = flowsTo(target);
            RegistrationFlow flow = neighbours.withRoom();
            if (flow == null) {
                flow = new RegistrationFlow(this, nextNumber(), target, listener.get(), random);
                neighbours.add(flow);
                flows.put(flow.number(), flow);
            }
            flow.joined();
            neighbours.linesChanged(flow);
            return flow.number();
        }
    }

    @Override
    public void leave(int number) {
        RegistrationFlow flow = flows.get(number);
        if (flow == null) {
            return;
        }
        synchronized (this) {
            flow.left();
            flowsTo(flow.target()).linesChanged(flow);
            if (!flow.beginLingering()) {
                return;
            }
        }
        NettyLoop loop = flow.stream().loop();
        loop.execute(() -> {
            if (!flow.stream().isClosed()) {
                loop.timers().schedule(LINGER, () -> closeUnused(flow));
            }
        });
    }

    /** Sends over a flow; fails when it is lost. Any thread. */
    void send(int number, byte[] message, MessageSender.SendFailure failed) {
        RegistrationFlow flow = flows.get(number);
        if (flow == null) {
            around.counters().count(Event.SEND_FAILED);
            around.loops().loop(0).execute(() -> failed.failed("the connection was lost"));
        } else {
            flow.send(message, failed);
        }
    }

    /** Flows at this moment. */
    int size() {
        return flows.size();
    }

    /** From now on nobody is told of flows that end. */
    void close() {
        closing = true;
    }

    void opened(RegistrationFlow flow) {
        synchronized (this) {
            flow.openedAt(around.loops().nanoTicker().getAsLong());
        }
    }

    void ended(RegistrationFlow flow, String cause) {
        Loss loss = lost(flow, cause);
        if (loss != null && !closing) {
            if (loss.opened()) {
                around.counters().count(Event.FLOW_LOST);
            }
            told.lost(loss);
        }
    }

    private synchronized @Nullable Loss lost(RegistrationFlow flow, String cause) {
        flows.remove(flow.number(), flow);
        TargetFlows neighbours = flowsTo(flow.target());
        neighbours.remove(flow);
        Long openedAt = flow.openedAt();
        if (flow.lines() == 0) {
            return null;
        }
        int failures = openedAt == null
                ? 0
                : neighbours.lost(openedAt, around.loops().nanoTicker().getAsLong());
        return new Loss(flow.number(), flow.target(), flow.lines(), openedAt != null, failures, cause);
    }

    private void closeUnused(RegistrationFlow flow) {
        synchronized (this) {
            if (!flow.endLingering()) {
                return;
            }
            // Nobody joins it any more before it has ended.
            flows.remove(flow.number(), flow);
            flowsTo(flow.target()).remove(flow);
        }
        flow.stream().close(null, "no line uses the connection");
    }

    private TargetFlows flowsTo(Target target) {
        TargetFlows known = byTarget.get(target);
        if (known == null) {
            long now = around.loops().nanoTicker().getAsLong();
            byTarget.values().removeIf(flowsThere -> flowsThere.isSettled(now));
            known = new TargetFlows(around.limits().maxLinesPerFlow());
            byTarget.put(target, known);
        }
        return known;
    }

    private int nextNumber() {
        do {
            last++;
        } while (last == NONE || flows.containsKey(last));
        return last;
    }
}
