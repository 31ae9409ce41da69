package org.linekeeper.dns;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An answer as the cache serves it.
 *
 * @param validUntil when DNS will be asked again
 * @param outage set on a stale answer: why there is no newer one
 */
record Known(Answer answer, Instant validUntil, Answer.@Nullable Failed outage) {}
