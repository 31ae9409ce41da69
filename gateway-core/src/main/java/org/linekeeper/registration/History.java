package org.linekeeper.registration;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.linekeeper.event.RegistrationOutcome;
import org.linekeeper.event.RegistrationState;

/**
 * Remembers the last transitions of each line in eight bytes each: seconds since 1970 in the upper half, then 4 bits of state, 12
 * of SIP status and 16 of outcome. An outcome like the one before it adds nothing, so that neither refreshes nor a long outage
 * push out what came before. Lines are written by their loop; any thread reads.
 */
final class History {
    /** So many transitions are kept of a line. */
    static final int KEPT = 8;

    private static final int SECONDS_SHIFT = 32;
    private static final int STATE_SHIFT = 28;
    private static final int STATUS_SHIFT = 16;
    private static final int STATUS_MASK = 0xfff;
    private static final int CODE_MASK = 0xffff;
    /** Codes are few; should they not be, the rest is shown as one. */
    private static final int MOST_CODES = 1_000;

    private static final List<RegistrationState> STATES = List.of(RegistrationState.values());

    private final Map<String, Integer> indexes = new ConcurrentHashMap<>();
    private final List<String> codes = new CopyOnWriteArrayList<>(List.of("other"));

    /** A line came to this state with this outcome. On its loop. */
    void add(LineEntry entry, Instant at, RegistrationState state, RegistrationOutcome outcome) {
        int status = outcome instanceof RegistrationOutcome.Failed failed ? failed.status() & STATUS_MASK : 0;
        int what = STATES.indexOf(state) << STATE_SHIFT | status << STATUS_SHIFT | index(outcome.code());
        long[] before = entry.history;
        if (before != null && (int) before[before.length - 1] == what) {
            return;
        }
        entry.history = appended(before, at.getEpochSecond() << SECONDS_SHIFT | Integer.toUnsignedLong(what));
    }

    /** The transitions of a line, the oldest first. */
    List<RegistrationView.Transition> of(LineEntry entry) {
        long[] packed = entry.history;
        List<RegistrationView.Transition> transitions = new ArrayList<>();
        for (long transition : packed == null ? new long[0] : packed) {
            int what = (int) transition;
            transitions.add(new RegistrationView.Transition(
                    Instant.ofEpochSecond(transition >>> SECONDS_SHIFT),
                    STATES.get(what >>> STATE_SHIFT),
                    words(codes.get(what & CODE_MASK), what >>> STATUS_SHIFT & STATUS_MASK)));
        }
        return transitions;
    }

    private static long[] appended(long @Nullable [] before, long transition) {
        if (before == null) {
            return new long[] {transition};
        }
        int dropped = before.length == KEPT ? 1 : 0;
        long[] after = Arrays.copyOfRange(before, dropped, before.length + 1);
        after[after.length - 1] = transition;
        return after;
    }

    private int index(String code) {
        Integer known = indexes.get(code);
        return known != null ? known : learned(code);
    }

    private synchronized int learned(String code) {
        return indexes.computeIfAbsent(code, added -> {
            if (codes.size() >= MOST_CODES) {
                return 0;
            }
            codes.add(added);
            return codes.size() - 1;
        });
    }

    private static String words(String code, int status) {
        String text =
                switch (code) {
                    case "granted" -> "registered";
                    case "removed" -> "unregistered";
                    default -> code.startsWith("sip_") ? "refused" : code.replace('_', ' ');
                };
        return status == 0 ? text : text + " (" + status + ")";
    }
}
