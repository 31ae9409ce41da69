/** SIP messages as bytes, for programs that must cost less than what they measure. */
@org.jspecify.annotations.NullMarked
package org.linekeeper.bench.octets;
