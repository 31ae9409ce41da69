package org.linekeeper.simulator.sip;

import io.netty.handler.ssl.SslContext;

/** The two faces of one TLS identity. */
public record TlsContexts(SslContext server, SslContext client) {}
