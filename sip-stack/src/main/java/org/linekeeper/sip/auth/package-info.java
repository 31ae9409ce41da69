/** Digest access authentication of a client (RFC 7616, RFC 8760), pure. */
@NullMarked
package org.linekeeper.sip.auth;

import org.jspecify.annotations.NullMarked;
