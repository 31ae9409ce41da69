/** What happened, in values that CDRs, metrics, logs and the admin port share. */
@NullMarked
package org.linekeeper.event;

import org.jspecify.annotations.NullMarked;
