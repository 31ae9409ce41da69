package org.linekeeper.dns;

import java.util.concurrent.CompletionStage;

/** Locates SIP servers by RFC 3263. Safe for use by any thread; never blocks its caller. */
public interface ServerLocator {
    /**
     * Locates a server. The stage never completes exceptionally: what can go wrong is a {@link Location.NotFound}. It may
     * complete on a thread of the resolver, so a caller with an owner thread hops back to it.
     */
    CompletionStage<Location> locate(ServerName name);
}
