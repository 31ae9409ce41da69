package org.linekeeper.registration;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.linekeeper.registration.pace.machine.CredentialBreaker;
import org.linekeeper.registration.pace.machine.Gate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The credential breaker of one PBX, for all loops. Safe for use by any thread. */
final class PbxCredentials implements Gate {
    private static final Logger log = LoggerFactory.getLogger(PbxCredentials.class);

    private final String pbxId;
    private final CredentialBreaker breaker = new CredentialBreaker();
    /** How often in a row each line was refused. */
    private final Map<String, Integer> refusals = new HashMap<>();

    /** Lines whose refusal was doubted since they succeeded last. */
    private final Set<String> doubted = ConcurrentHashMap.newKeySet();

    private volatile boolean closed = true;
    private volatile int refusedLines;

    PbxCredentials(String pbxId) {
        this.pbxId = pbxId;
    }

    @Override
    public boolean admits(long now) {
        if (closed) {
            return true;
        }
        synchronized (this) {
            return breaker.admits(now);
        }
    }

    @Override
    public synchronized long closedUntil() {
        return breaker.closedUntil();
    }

    boolean isOpen() {
        return !closed;
    }

    /** How often in a row the credentials of a line were refused. */
    int refusals(String lineId) {
        if (refusedLines == 0) {
            return 0;
        }
        synchronized (this) {
            return refusals.getOrDefault(lineId, 0);
        }
    }

    /** Whether a refusal of this line was doubted since it succeeded last. */
    boolean isDoubted(String lineId) {
        return !doubted.isEmpty() && doubted.contains(lineId);
    }

    /** Nobody knows what a refusal of this line means. */
    void doubt(String lineId) {
        doubted.add(lineId);
    }

    /** Credentials were accepted. True when lines that waited may go on. */
    synchronized boolean accepted(String lineId, boolean proven, long now) {
        drop(lineId);
        boolean goesOn = breaker.accepted(proven, now);
        if (goesOn) {
            closed = true;
            log.info("PBX {} accepts credentials again: all its lines are tried", pbxId);
        }
        return goesOn;
    }

    /** Credentials were refused though their challenge was fresh. */
    synchronized void refused(String lineId, long now) {
        refusals.merge(lineId, 1, Integer::sum);
        refusedLines = refusals.size();
        if (breaker.refused(now)) {
            log.warn(
                    "PBX {} refuses the credentials of {} lines: its lines that never registered wait, so that it does not ban"
                            + " this gateway. Correct their passwords; one line is tried every 10 minutes",
                    pbxId,
                    refusedLines);
        }
        closed = breaker.state() == CredentialBreaker.State.CLOSED;
    }

    /** The credentials of a line were refused so often before the restart. */
    synchronized void remember(String lineId, int times) {
        if (times > 0) {
            refusals.put(lineId, times);
            refusedLines = refusals.size();
        }
    }

    /** The line has other credentials now. True when lines that waited may go on. */
    synchronized boolean changed(String lineId) {
        drop(lineId);
        return reset();
    }

    /** The line is gone. */
    synchronized void drop(String lineId) {
        if (!doubted.isEmpty()) {
            doubted.remove(lineId);
        }
        if (refusedLines > 0) {
            refusals.remove(lineId);
            refusedLines = refusals.size();
        }
    }

    /** The settings changed. True when lines that waited may go on. */
    synchronized boolean reset() {
        boolean goesOn = !closed;
        breaker.reset();
        closed = true;
        return goesOn;
    }

    synchronized CredentialBreakerView view() {
        CredentialBreakerView.State state =
                switch (breaker.state()) {
                    case CLOSED -> CredentialBreakerView.State.CLOSED;
                    case OPEN -> CredentialBreakerView.State.OPEN;
                    case HALF_OPEN -> CredentialBreakerView.State.HALF_OPEN;
                };
        Optional<Instant> until = state == CredentialBreakerView.State.OPEN
                ? Optional.of(TargetPacer.instant(breaker.closedUntil()))
                : Optional.empty();
        return new CredentialBreakerView(state, until, refusedLines);
    }
}
