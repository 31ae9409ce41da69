/** Timers on a wheel, one wheel for each event loop. */
@NullMarked
package org.linekeeper.sip.timer;

import org.jspecify.annotations.NullMarked;
