/** When a peer is asked whether it lives, and what its answers mean. Pure. */
@NullMarked
package org.linekeeper.call.peer.machine;

import org.jspecify.annotations.NullMarked;
