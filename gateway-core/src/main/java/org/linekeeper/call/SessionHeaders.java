package org.linekeeper.call;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.linekeeper.call.machine.SessionTerms;
import org.linekeeper.call.machine.SessionTerms.Refresher;
import org.linekeeper.call.machine.SessionTimer;

/** Reads and writes the headers of session timers (RFC 4028). Any thread. */
final class SessionHeaders {
    private static final String EXPIRES = "Session-Expires";
    private static final String MINIMUM = "Min-SE";

    /** More than a day is no session interval; counting further would only overflow. */
    private static final long LONGEST_SECONDS = 86_400;

    private final SipMessages messages;

    SessionHeaders(SipMessages messages) {
        this.messages = messages;
    }

    static SessionTerms terms(Message message) {
        boolean timer = SipMessages.tags(message, "Supported").contains("timer")
                || SipMessages.tags(message, "Require").contains("timer");
        Optional<String> value = SipMessages.values(message, EXPIRES).stream().findFirst();
        return new SessionTerms(
                value.flatMap(SessionHeaders::seconds), value.flatMap(SessionHeaders::refresher), timer);
    }

    /** The least interval that a 422 allows. */
    static Optional<Duration> minimum(Message message) {
        return SipMessages.values(message, MINIMUM).stream().findFirst().flatMap(SessionHeaders::seconds);
    }

    /** Whether a first INVITE asks for a shorter session than we have. */
    static boolean isTooSmall(Request request) {
        return terms(request)
                .expires()
                .filter(interval -> interval.compareTo(SessionTimer.MINIMUM) < 0)
                .isPresent();
    }

    /** Says in a 422 what we would take. */
    void refuse(Response response) {
        messages.add(response, MINIMUM, seconds(SessionTimer.MINIMUM));
    }

    /** In the INVITE that begins a dialog: the callee chooses who refreshes. */
    void propose(Request invite, Duration interval) {
        messages.add(invite, EXPIRES, seconds(interval));
        learned(invite, interval);
    }

    /** In a re-INVITE: who refreshes stays as it is. */
    void repeat(Request invite, SessionTimer timer) {
        if (timer.isOn()) {
            messages.add(invite, EXPIRES, seconds(timer.interval()) + ";refresher=" + (timer.ours() ? "uac" : "uas"));
            learned(invite, timer.interval());
        }
    }

    /** RFC 4028 7.3, 7.4: a request after a 422 carries the largest Min-SE that was seen in the dialog. */
    private void learned(Request invite, Duration interval) {
        if (interval.compareTo(SessionTimer.PREFERRED) > 0) {
            messages.add(invite, MINIMUM, seconds(interval));
        }
    }

    /** In a 2xx. */
    void settle(Response response, SessionTimer timer) {
        if (!timer.isOn()) {
            return;
        }
        messages.add(response, EXPIRES, seconds(timer.interval()) + ";refresher=" + (timer.ours() ? "uas" : "uac"));
        if (!timer.ours()) {
            // RFC 4028 9: "If the refresher is set to uac, the UAS MUST place a Require header field in the response
            // with
            // the value 'timer'."
            messages.add(response, "Require", "timer");
        }
    }

    private static String seconds(Duration duration) {
        return Long.toString(duration.toSeconds());
    }

    private static Optional<Duration> seconds(String value) {
        int end = 0;
        while (end < value.length() && Character.isDigit(value.charAt(end))) {
            end++;
        }
        return end == 0 || end > 9
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(Math.min(LONGEST_SECONDS, Long.parseLong(value.substring(0, end)))));
    }

    private static Optional<Refresher> refresher(String value) {
        String lower = value.toLowerCase(Locale.ROOT).replace(" ", "");
        return lower.contains(";refresher=uac")
                ? Optional.of(Refresher.UAC)
                : lower.contains(";refresher=uas") ? Optional.of(Refresher.UAS) : Optional.empty();
    }
}
