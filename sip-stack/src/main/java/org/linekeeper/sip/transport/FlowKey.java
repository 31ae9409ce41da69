package org.linekeeper.sip.transport;

import java.net.InetSocketAddress;

/**
 * What makes two uses of a connection the same: listener (and with it transport and our certificate), peer address, and the name
 * that the peer's certificate was checked for; empty for connections that we accepted or that have no TLS. Each registration flow
 * has a number of its own; 0 is for all other messages.
 */
record FlowKey(String listener, InetSocketAddress remote, String serverName, int number) {}
