package org.linekeeper.bench.generator;

/**
 * How long something took, in milliseconds.
 *
 * @param count of how many
 * @param within how many took no longer than they may
 * @param p50 half of them took at most this
 */
public record TimesReport(long count, long within, double p50, double p90, double p99, double p999, double most) {}
