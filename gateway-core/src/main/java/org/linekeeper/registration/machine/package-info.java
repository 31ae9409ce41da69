/** The registration of one line as a pure state machine: events and states in, new states and effects out. */
@NullMarked
package org.linekeeper.registration.machine;

import org.jspecify.annotations.NullMarked;
