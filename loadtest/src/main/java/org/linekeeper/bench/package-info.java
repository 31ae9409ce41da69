/** The command line of the benchmarks ({@code bin/bench}). */
@org.jspecify.annotations.NullMarked
package org.linekeeper.bench;
