package org.linekeeper.call.machine;

/** Does what a leg machine wants, in a simulation. */
interface SimulatedSeat {
    void perform(LegAction action);
}
