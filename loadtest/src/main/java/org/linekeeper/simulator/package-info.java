/** Strict little SIP peers of the gateway (hosted PBX, Teams-side SBC), a DNS server and certificates, all on loopback. */
@NullMarked
package org.linekeeper.simulator;

import org.jspecify.annotations.NullMarked;
