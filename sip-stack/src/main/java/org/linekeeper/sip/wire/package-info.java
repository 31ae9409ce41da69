/** Bytes as they stand in messages. */
@NullMarked
package org.linekeeper.sip.wire;

import org.jspecify.annotations.NullMarked;
