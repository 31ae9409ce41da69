/** What a call costs, how many the gateway bears, and what it does with more: the scenarios of {@code bin/bench calls}. */
@org.jspecify.annotations.NullMarked
package org.linekeeper.bench.calls;
