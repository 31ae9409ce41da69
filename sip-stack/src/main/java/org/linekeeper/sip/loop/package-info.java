/** Event loops, the owner threads of lines and calls, each with its own wheel of timers. */
@NullMarked
package org.linekeeper.sip.loop;

import org.jspecify.annotations.NullMarked;
