/** A small SIP endpoint written for the simulators only: text in, text out, strict, and a checker of what the peer does. */
@NullMarked
package org.linekeeper.simulator.sip;

import org.jspecify.annotations.NullMarked;
