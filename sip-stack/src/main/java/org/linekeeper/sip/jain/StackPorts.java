package org.linekeeper.sip.jain;

import java.time.Clock;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.linekeeper.sip.trace.MessageTap;
import org.linekeeper.sip.transport.Admission;
import org.linekeeper.sip.transport.OptionsContact;
import org.linekeeper.sip.transport.TransportCounters;

/**
 * What the stack is given from outside.
 *
 * @param tap is shown every message
 * @param counters counts what the transports do by themselves
 * @param clock tells the tap when
 * @param nanoTicker drives every timer, in nanoseconds; faster than time makes timers fire early, for tests
 * @param random spreads keep-alives; safe for use by any thread
 * @param admission the gate for new calls
 * @param contact who we are to those who ask with OPTIONS
 */
public record StackPorts(
        MessageTap tap,
        TransportCounters counters,
        Clock clock,
        LongSupplier nanoTicker,
        RandomGenerator random,
        Admission admission,
        OptionsContact contact) {
    /** To those who ask we are who the listener says. */
    public StackPorts(
            MessageTap tap,
            TransportCounters counters,
            Clock clock,
            LongSupplier nanoTicker,
            RandomGenerator random,
            Admission admission) {
        this(tap, counters, clock, nanoTicker, random, admission, OptionsContact.OF_LISTENER);
    }

    /** Real time, no tap, an open gate. */
    public static StackPorts standard() {
        return new StackPorts(
                MessageTap.NONE,
                new TransportCounters(),
                Clock.systemUTC(),
                System::nanoTime,
                new Random(),
                Admission.OPEN);
    }

    /** The same with another gate. */
    public StackPorts admitting(Admission gate) {
        return new StackPorts(tap, counters, clock, nanoTicker, random, gate, contact);
    }

    /** The same with other names for those who ask. */
    public StackPorts contact(OptionsContact names) {
        return new StackPorts(tap, counters, clock, nanoTicker, random, admission, names);
    }
}
