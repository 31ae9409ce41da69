/** The message tap: every message sent and received, for traces and counters. */
@NullMarked
package org.linekeeper.sip.trace;

import org.jspecify.annotations.NullMarked;
