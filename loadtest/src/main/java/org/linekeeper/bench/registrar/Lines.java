package org.linekeeper.bench.registrar;

import java.util.Arrays;
import org.linekeeper.bench.octets.Octets;

/** What the registrar knows of each line, in arrays by the line's number. For one thread. */
final class Lines {
    static final int NONCE_LENGTH = 24;

    private static final int NEVER = Integer.MIN_VALUE;
    private final int count;
    private final long secret;
    private final byte[] ha1;
    private final int[] nonceGeneration;
    private final int[] lastNc;
    private final long[] lastBranch;
    private final long[] branchBefore;
    private final Status[] lastStatus;
    private final int[] expiresAt;
    private final boolean[] acceptedSinceMark;

    /**
     * @param secret what makes nonces unguessable
     */
    Lines(int count, long secret) {
        this.count = count;
        this.secret = secret;
        ha1 = new byte[count * DigestCheck.HEX_LENGTH];
        nonceGeneration = new int[count];
        lastNc = new int[count];
        lastBranch = new long[count];
        branchBefore = new long[count];
        lastStatus = new Status[count];
        Arrays.fill(lastStatus, Status.CHALLENGE);
        expiresAt = new int[count];
        acceptedSinceMark = new boolean[count];
        DigestCheck digests = new DigestCheck();
        for (int line = 0; line < count; line++) {
            digests.putHa1(
                    Accounts.user(line), Accounts.DOMAIN, Accounts.password(line), ha1, line * DigestCheck.HEX_LENGTH);
        }
        forget();
    }

    void forget() {
        Arrays.fill(nonceGeneration, 0);
        Arrays.fill(lastNc, 0);
        Arrays.fill(lastBranch, 0);
        Arrays.fill(branchBefore, 0);
        Arrays.fill(expiresAt, NEVER);
        mark();
    }

    void mark() {
        Arrays.fill(acceptedSinceMark, false);
    }

    int count() {
        return count;
    }

    byte[] ha1() {
        return ha1;
    }

    int ha1At(int line) {
        return line * DigestCheck.HEX_LENGTH;
    }

    /** Whether one of the line's last two requests had this branch. */
    boolean sawBranch(int line, long branch) {
        return lastBranch[line] == branch || branchBefore[line] == branch;
    }

    void answered(int line, long branch, Status status) {
        branchBefore[line] = lastBranch[line];
        lastBranch[line] = branch;
        lastStatus[line] = status;
    }

    /** What the last request was answered. */
    Status lastStatus(int line) {
        return lastStatus[line];
    }

    void newNonce(int line) {
        nonceGeneration[line]++;
        lastNc[line] = 0;
    }

    /** Writes the line's nonce of now. */
    void putNonce(int line, byte[] to, int at) {
        int generation = nonceGeneration[line];
        Octets.putHex(to, at, generation, 8);
        Octets.putHex(to, at + 8, Octets.mixed(secret ^ ((long) line << 32 | generation)), 16);
    }

    /**
     * RFC 7616 section 3.3: "If the same nc value is seen twice, then the request is a replay."
     *
     * @return whether this count is higher than all before it
     */
    boolean takeNc(int line, long nc) {
        if (nc <= lastNc[line]) {
            return false;
        }
        lastNc[line] = (int) nc;
        return true;
    }

    /** Whether the line had a binding that ended before now. */
    boolean lapsed(int line, int now) {
        return expiresAt[line] != NEVER && expiresAt[line] < now;
    }

    void bind(int line, int until) {
        expiresAt[line] = until;
    }

    void unbind(int line) {
        expiresAt[line] = NEVER;
    }

    /** Whether this is the line's first acceptance since the mark. */
    boolean firstAcceptance(int line) {
        boolean first = !acceptedSinceMark[line];
        acceptedSinceMark[line] = true;
        return first;
    }

    int boundAt(int now) {
        int bound = 0;
        for (int until : expiresAt) {
            bound += until != NEVER && until >= now ? 1 : 0;
        }
        return bound;
    }
}
