/** Session descriptions, changed in as few bytes as possible; no I/O, and nothing that a peer writes is an exception. */
@NullMarked
package org.linekeeper.call.machine.sdp;

import org.jspecify.annotations.NullMarked;
