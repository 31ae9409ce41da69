package org.linekeeper.bench.registrar;

import java.net.InetSocketAddress;
import java.util.Arrays;
import org.linekeeper.bench.octets.Octets;

/**
 * A registrar that makes it neither easy nor slow: every line is challenged until it shows a right digest for a nonce that it was
 * given, with an nc higher than the one before. For one thread.
 */
final class Registrar {
    /** The longest request that is read. */
    static final int MOST_BYTES = 2_048;

    private static final long START = System.nanoTime();

    private final Lines lines;
    private final Tally tally = new Tally();
    private final RegisterScan request = new RegisterScan();
    private final Credentials credentials = new Credentials();
    private final DigestCheck digests = new DigestCheck();
    private final AnswerWriter writer = new AnswerWriter();
    private final byte[] nonce = new byte[Lines.NONCE_LENGTH];
    private int expires;

    /**
     * @param expires the seconds that every line is granted
     */
    Registrar(Lines lines, int expires) {
        this.lines = lines;
        grant(expires);
    }

    void grant(int seconds) {
        expires = seconds;
        writer.grant(seconds);
    }

    /** Starts counting anew; bindings and nonces stay. */
    void mark() {
        tally.mark();
        lines.mark();
    }

    /** As if nobody had ever registered. */
    void forget() {
        tally.mark();
        lines.forget();
    }

    TargetReport report(long epoch, long now) {
        return tally.report(epoch, lines.boundAt(millis(now)));
    }

    /** A client has opened a connection. */
    void connected() {
        tally.connections++;
    }

    /** Lines that were accepted since the mark. */
    int linesRegistered() {
        return tally.linesRegistered;
    }

    /** Where the answer stands after {@link #answer}. */
    byte[] answerBytes() {
        return writer.bytes();
    }

    /**
     * Answers one request.
     *
     * @param now of {@link System#nanoTime()}
     * @return length of the answer, or 0 when there is none
     */
    int answer(byte[] message, int length, InetSocketAddress sender, long now) {
        if (!request.scan(message, length)) {
            tally.notUnderstood++;
            return 0;
        }
        tally.request(now);
        int line = Accounts.line(request.user());
        if (line < 0 || line >= lines.count()) {
            tally.unknownLines++;
            return writer.write(Status.NOT_FOUND, request, sender, 0, lines);
        }
        long branch = Octets.hash(message, request.branch.from(), request.branch.to());
        if (lines.sawBranch(line, branch)) {
            tally.retransmissions++;
            return writer.write(lines.lastStatus(line), request, sender, line, lines);
        }
        Status status = decide(line, message, now);
        lines.answered(line, branch, status);
        return writer.write(status, request, sender, line, lines);
    }

    private Status decide(int line, byte[] message, long now) {
        if (!request.authorization.isPresent()) {
            return challenge(line, Status.CHALLENGE);
        }
        if (!credentials.scan(message, request.authorization)
                || !isLine(line, message)
                || !digests.isRight(message, credentials, lines.ha1(), lines.ha1At(line))) {
            tally.wrongDigests++;
            return challenge(line, Status.CHALLENGE);
        }
        if (!isCurrent(line, message)) {
            // RFC 7616 section 3.3: stale is "indicating that the previous request from the client was rejected because
            // the
            // nonce value was stale".
            tally.staleNonces++;
            return challenge(line, Status.STALE);
        }
        return accept(line, now);
    }

    private Status challenge(int line, Status status) {
        tally.challenges++;
        lines.newNonce(line);
        return status;
    }

    private boolean isLine(int line, byte[] message) {
        return Accounts.line(Octets.decimal(message, credentials.username.from(), credentials.username.to())) == line;
    }

    private boolean isCurrent(int line, byte[] message) {
        lines.putNonce(line, nonce, 0);
        return Arrays.equals(nonce, 0, nonce.length, message, credentials.nonce.from(), credentials.nonce.to())
                && lines.takeNc(line, Octets.hexadecimal(message, credentials.nc.from(), credentials.nc.to()));
    }

    private Status accept(int line, long now) {
        if (request.requestedExpires() == 0) {
            tally.removed++;
            lines.unbind(line);
            return Status.REMOVED;
        }
        int time = millis(now);
        if (lines.lapsed(line, time)) {
            tally.lapses++;
        }
        lines.bind(line, time + expires * 1_000);
        tally.accepted++;
        if (lines.firstAcceptance(line)) {
            tally.lineRegistered(now);
        }
        return Status.OK;
    }

    /** Milliseconds since this class was made: short enough for an int for 24 days. */
    private static int millis(long now) {
        return (int) ((now - START) / 1_000_000);
    }
}
