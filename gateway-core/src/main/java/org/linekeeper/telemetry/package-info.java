/** Metrics for Prometheus: what happens to lines and calls, counted by outcomes, never by user. */
@NullMarked
package org.linekeeper.telemetry;

import org.jspecify.annotations.NullMarked;
