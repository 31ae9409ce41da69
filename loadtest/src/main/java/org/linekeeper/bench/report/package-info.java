/** What came out of a benchmark: figures with their bars, as table, JSON and picture. */
@org.jspecify.annotations.NullMarked
package org.linekeeper.bench.report;
