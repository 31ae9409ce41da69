package org.linekeeper.call.machine;

import java.time.Duration;
import org.linekeeper.call.machine.SessionTerms.Refresher;

/**
 * When a session on one leg ends unless it is refreshed (RFC 4028).
 *
 * @param interval the session interval; zero when the session does not expire
 * @param ours whether we refresh
 */
public record SessionTimer(Duration interval, boolean ours) {
    /** RFC 4028 5: "the absolute minimum ... is 90 seconds". */
    public static final Duration MINIMUM = Duration.ofSeconds(90);

    /** RFC 4028 4 recommends it; known peers refuse less. */
    public static final Duration PREFERRED = Duration.ofMinutes(30);

    /** A far end that wants more than this wants none. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final Duration LAST_MOMENT = Duration.ofSeconds(32);

    static final SessionTimer OFF = new SessionTimer(Duration.ZERO, false);

    /** Before any answer: what we ask for. */
    static SessionTimer proposed() {
        return new SessionTimer(PREFERRED, true);
    }

    /** What becomes of it when we answer a request with these terms. */
    static SessionTimer asUas(SessionTerms offered) {
        if (offered.expires().isEmpty()) {
            return OFF;
        }
        // RFC 4028 9, table 2: a UAC without the extension cannot refresh; of one with it the choice is kept, and where
        // it has none the caller refreshes.
        boolean ours =
                !offered.timer() || offered.refresher().orElse(Refresher.UAC).equals(Refresher.UAS);
        return new SessionTimer(offered.expires().get(), ours);
    }

    /** What becomes of it when a request of ours is answered with these terms. */
    static SessionTimer asUac(SessionTerms answered) {
        // RFC 4028 7.2: "If the 2xx response did not contain a Session-Expires header field, there is no session
        // expiration."
        return answered.expires()
                // A shorter one is against the rules, and would have us send refreshes without end.
                .map(interval -> interval.compareTo(MINIMUM) < 0 ? MINIMUM : interval)
                .map(interval -> new SessionTimer(
                        interval, answered.refresher().orElse(Refresher.UAC).equals(Refresher.UAC)))
                .orElse(OFF);
    }

    /** Whether the session expires at all. */
    public boolean isOn() {
        return !interval.isZero();
    }

    /**
     * What to ask for after a 422; the same when there is no use in asking again. After the first one at least twice as long as before,
     * so that a far end which wants a little more each time is asked a few times and not for ever.
     */
    SessionTimer atLeast(Duration minimum) {
        if (minimum.compareTo(interval) <= 0 || interval.compareTo(LONGEST) >= 0) {
            return this;
        }
        Duration twice = interval.multipliedBy(2);
        boolean enough = interval.compareTo(PREFERRED) <= 0 || minimum.compareTo(twice) > 0;
        return new SessionTimer(enough ? minimum : twice, ours);
    }

    /** RFC 4028 10: "it is RECOMMENDED that the refresher send a refresh when half the session interval has elapsed." */
    LegAction refresh() {
        return new LegAction.StartTimerFor(LegTimer.REFRESH, interval.dividedBy(2));
    }

    /** After a refresh that came to nothing: once more before the session expires. */
    LegAction refreshSoon() {
        return new LegAction.StartTimerFor(LegTimer.REFRESH, interval.dividedBy(10));
    }

    /**
     * RFC 4028 10: "it SHOULD send a BYE ... slightly before the session expiration. The minimum of 32 seconds and one third of the
     * session interval is RECOMMENDED."
     */
    LegAction expiry() {
        Duration third = interval.dividedBy(3);
        return new LegAction.StartTimerFor(
                LegTimer.EXPIRY, interval.minus(third.compareTo(LAST_MOMENT) < 0 ? third : LAST_MOMENT));
    }
}
