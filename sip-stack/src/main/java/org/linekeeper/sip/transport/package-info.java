/** Netty transports (UDP, TCP, TLS): sockets, framing, flows, limits, and who gets a received message. */
@NullMarked
package org.linekeeper.sip.transport;

import org.jspecify.annotations.NullMarked;
