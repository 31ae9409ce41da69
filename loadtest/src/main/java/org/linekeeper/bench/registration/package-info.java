/** How the gateway, and Kamailio beside it, register many lines: the scenarios of {@code bin/bench registration}. */
@org.jspecify.annotations.NullMarked
package org.linekeeper.bench.registration;
