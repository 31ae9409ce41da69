/** The peers of direct routes: each is asked once a minute by OPTIONS whether it lives (RFC 3261 11). */
@NullMarked
package org.linekeeper.call.peer;

import org.jspecify.annotations.NullMarked;
