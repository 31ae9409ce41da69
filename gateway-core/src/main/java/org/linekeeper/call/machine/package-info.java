/** The call as pure machines: two legs that trade neutral events through a bridge; no I/O, no clock, no thread. */
@NullMarked
package org.linekeeper.call.machine;

import org.jspecify.annotations.NullMarked;
