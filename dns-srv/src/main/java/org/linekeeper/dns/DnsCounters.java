package org.linekeeper.dns;

import java.util.Map;

/**
 * What a {@link DnsServerLocator} has done since it was opened; all but {@code cacheEntries} only grow.
 *
 * @param queries sent to a DNS server, every try counted
 * @param cacheHits questions answered by the cache within their TTL
 * @param staleAnswers questions answered by the cache after their TTL because DNS was down
 * @param failedQueries questions that no DNS server answered usefully in any try
 * @param tcpRetries queries sent again over TCP because the answer did not fit into a datagram
 * @param ignoredReplies datagrams that were not a reply to the query of their socket: wrong id, wrong question, garbage
 * @param cacheEntries names and types in the cache now
 * @param notFound locations that ended in {@link Location.NotFound}, by cause; every cause is a key
 */
public record DnsCounters(
        long queries,
        long cacheHits,
        long staleAnswers,
        long failedQueries,
        long tcpRetries,
        long ignoredReplies,
        long cacheEntries,
        Map<Location.Cause, Long> notFound) {
    public DnsCounters {
        notFound = Map.copyOf(notFound);
    }
}
