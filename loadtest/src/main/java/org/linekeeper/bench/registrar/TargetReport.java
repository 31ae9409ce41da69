package org.linekeeper.bench.registrar;

import java.util.List;

/**
 * What the target saw since it was marked or told to forget.
 *
 * @param requests REGISTER requests, retransmissions included
 * @param challenges answers 401
 * @param accepted answers 200 that made or kept a binding
 * @param removed answers 200 that ended one
 * @param retransmissions requests whose branch had been seen before
 * @param staleNonces requests with credentials for a nonce that is not in use, or with an nc that did not rise
 * @param wrongDigests requests whose response was wrong for the line's password
 * @param unknownLines requests for an address-of-record that is none of the accounts
 * @param notUnderstood datagrams that are no REGISTER, or lack a header
 * @param lapses bindings that had ended before they were refreshed
 * @param connections TCP connections that were opened, those for TLS included
 * @param linesRegistered lines that were accepted at least once
 * @param registeredNow lines with a binding now
 * @param firstRequestMicros when the first request came, in microseconds since 1970; 0 for none
 * @param lastRegisteredMicros when the last line was accepted for its first time; 0 for none
 * @param tenths requests in each tenth of a second from the first one on, at most an hour
 */
public record TargetReport(
        long requests,
        long challenges,
        long accepted,
        long removed,
        long retransmissions,
        long staleNonces,
        long wrongDigests,
        long unknownLines,
        long notUnderstood,
        long lapses,
        int connections,
        int linesRegistered,
        int registeredNow,
        long firstRequestMicros,
        long lastRegisteredMicros,
        List<Integer> tenths) {
    public TargetReport {
        tenths = List.copyOf(tenths);
    }

    /** Requests without their retransmissions. */
    public long transactions() {
        return requests - retransmissions;
    }

    /** Seconds from the first request to the last line's first 200. */
    public double secondsToRegistered() {
        return (lastRegisteredMicros - firstRequestMicros) / 1e6;
    }

    /** The most requests in any ten tenths of a second in a row. */
    public int busiestSecond() {
        int most = 0;
        int sum = 0;
        for (int i = 0; i < tenths.size(); i++) {
            sum += tenths.get(i) - (i >= 10 ? tenths.get(i - 10) : 0);
            most = Math.max(most, sum);
        }
        return most;
    }
}
