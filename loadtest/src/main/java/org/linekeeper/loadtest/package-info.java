/** The demo, the SIPp runner and the players of prepared messages: programs that look at the gateway from outside only. */
@NullMarked
package org.linekeeper.loadtest;

import org.jspecify.annotations.NullMarked;
