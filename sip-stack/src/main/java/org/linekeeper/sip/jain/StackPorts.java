package org.linekeeper.sip.jain;

import java.time.Clock;
import java.util.function.LongSupplier;
import org.linekeeper.sip.trace.MessageTap;
import org.linekeeper.sip.transport.Admission;
import org.linekeeper.sip.transport.TransportCounters;

/**
 * What the stack is given from outside.
 *
 * @param tap is shown every message
 * @param counters counts what the transports do by themselves
 * @param clock tells the tap when
 * @param nanoTicker drives every timer, in nanoseconds; faster than time makes timers fire early, for tests
 * @param admission the gate for new calls
 */
public record StackPorts(
        MessageTap tap, TransportCounters counters, Clock clock, LongSupplier nanoTicker, Admission admission) {
    /** Real time, no tap, an open gate. */
    public static StackPorts standard() {
        return new StackPorts(
                MessageTap.NONE, new TransportCounters(), Clock.systemUTC(), System::nanoTime, Admission.OPEN);
    }

    /** The same with another gate. */
    public StackPorts admitting(Admission gate) {
        return new StackPorts(tap, counters, clock, nanoTicker, gate);
    }
}
