/** Server location by RFC 3263 on dnsjava: NAPTR, SRV, A and AAAA, cached, with the health of every target remembered. */
@NullMarked
package org.linekeeper.dns;

import org.jspecify.annotations.NullMarked;
