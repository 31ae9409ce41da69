package org.linekeeper.call;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.linekeeper.sip.transport.Admission;

/**
 * Turns new calls away while the loops do not keep up, before anything is parsed or kept: those that are in can go on then, and
 * who is refused hears so at once and may try elsewhere. Any thread.
 */
public final class OverloadGate implements Admission {
    /** The first calls meet code that is not compiled: a loop may fall behind for seconds then, and does catch up. */
    static final Duration MOST_BEHIND_AT_FIRST = Duration.ofSeconds(4);

    /** What counts as first, from the first call on. */
    static final Duration AT_FIRST = Duration.ofSeconds(20);

    private static final Duration LATER = Duration.ofSeconds(2);
    private static final String EMERGENCY = "urn:service:sos";
    private static final int SHORT = 3;

    private final Clock clock;
    private final Duration mostBehind;
    private final Duration mostBehindAtFirst;
    private final AtomicLong firstCallMillis = new AtomicLong(Long.MAX_VALUE);

    /**
     * @param clock does not jump
     * @param mostBehind how far a loop may be behind; a new call that meets more is turned away
     */
    public OverloadGate(Clock clock, Duration mostBehind) {
        this.clock = clock;
        this.mostBehind = mostBehind;
        this.mostBehindAtFirst = mostBehind.compareTo(MOST_BEHIND_AT_FIRST) > 0 ? mostBehind : MOST_BEHIND_AT_FIRST;
    }

    @Override
    public Optional<Duration> refuse(NewCall call) {
        return call.behind().compareTo(mostBehind()) > 0 && !isUrgent(call.uri())
                ? Optional.of(LATER)
                : Optional.empty();
    }

    private Duration mostBehind() {
        long now = clock.millis();
        firstCallMillis.compareAndSet(Long.MAX_VALUE, now);
        return now - firstCallMillis.get() < AT_FIRST.toMillis() ? mostBehindAtFirst : mostBehind;
    }

    /** Emergency numbers are among the short ones nearly everywhere. */
    private static boolean isUrgent(String uri) {
        String lower = uri.toLowerCase(Locale.ROOT);
        if (lower.startsWith(EMERGENCY)) {
            return true;
        }
        int from = lower.indexOf(':') + 1;
        if (from < lower.length() && lower.charAt(from) == '+') {
            from++;
        }
        int to = from;
        while (to < lower.length() && lower.charAt(to) >= '0' && lower.charAt(to) <= '9') {
            to++;
        }
        boolean ends = to == lower.length() || lower.charAt(to) == '@' || lower.charAt(to) == ';';
        return ends && to > from && to - from <= SHORT;
    }
}
