/**
 * The target of the benchmarks: a registrar that challenges, checks and counts, and costs less than what it measures. It runs as
 * a process of its own.
 */
@org.jspecify.annotations.NullMarked
package org.linekeeper.bench.registrar;
