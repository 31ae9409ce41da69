/**
 * Microsoft Teams as the far end of a direct route: what it insists on, and calls that a test leads step by step, each request
 * of a dialog on a connection of its own.
 */
@NullMarked
package org.linekeeper.simulator.teams;

import org.jspecify.annotations.NullMarked;
