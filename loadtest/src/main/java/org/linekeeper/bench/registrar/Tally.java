package org.linekeeper.bench.registrar;

import java.util.Arrays;

/** What was counted since the last mark, and how many requests came in each tenth of a second. For one thread. */
final class Tally {
    private static final int BINS = 36_000;
    private static final long BIN_NANOS = 100_000_000L;

    long requests;
    long challenges;
    long accepted;
    long removed;
    long retransmissions;
    long staleNonces;
    long wrongDigests;
    long unknownLines;
    long notUnderstood;
    long lapses;
    int connections;
    int linesRegistered;
    private long firstRequestAt;
    private long lastFirstAcceptedAt;
    private final int[] bins = new int[BINS];

    void request(long now) {
        if (requests++ == 0) {
            firstRequestAt = now;
        }
        bins[(int) Math.min(BINS - 1, (now - firstRequestAt) / BIN_NANOS)]++;
    }

    /** A line was accepted for the first time since the mark. */
    void lineRegistered(long now) {
        linesRegistered++;
        lastFirstAcceptedAt = now;
    }

    void mark() {
        requests = 0;
        challenges = 0;
        accepted = 0;
        removed = 0;
        retransmissions = 0;
        staleNonces = 0;
        wrongDigests = 0;
        unknownLines = 0;
        notUnderstood = 0;
        lapses = 0;
        connections = 0;
        linesRegistered = 0;
        firstRequestAt = 0;
        lastFirstAcceptedAt = 0;
        Arrays.fill(bins, 0);
    }

    /**
     * @param epoch what to add to the nanoseconds of {@link System#nanoTime()} for those since 1970
     * @param registeredNow how many bindings live at this moment
     */
    TargetReport report(long epoch, int registeredNow) {
        int used = BINS;
        while (used > 0 && bins[used - 1] == 0) {
            used--;
        }
        return new TargetReport(
                requests,
                challenges,
                accepted,
                removed,
                retransmissions,
                staleNonces,
                wrongDigests,
                unknownLines,
                notUnderstood,
                lapses,
                connections,
                linesRegistered,
                registeredNow,
                firstRequestAt == 0 ? 0 : (firstRequestAt + epoch) / 1_000,
                lastFirstAcceptedAt == 0 ? 0 : (lastFirstAcceptedAt + epoch) / 1_000,
                Arrays.stream(bins, 0, used).boxed().toList());
    }
}
