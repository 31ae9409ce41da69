/** Decides what a PBX is told of a line that takes no calls. */
@NullMarked
package org.linekeeper.call.presence.machine;

import org.jspecify.annotations.NullMarked;
