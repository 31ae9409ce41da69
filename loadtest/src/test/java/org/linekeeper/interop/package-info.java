/**
 * The gateway proved against programs that we did not write: Kamailio as hosted PBX and as SBC, Knot DNS, SIPp as phone and
 * as Teams. Black box: SIP, HTTP, DNS and processes only.
 */
@NullMarked
package org.linekeeper.interop;

import org.jspecify.annotations.NullMarked;
