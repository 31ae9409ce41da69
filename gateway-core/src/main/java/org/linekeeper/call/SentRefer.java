package org.linekeeper.call;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.Dialog;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.linekeeper.call.machine.LegSignal;

/** A REFER of ours, and the NOTIFYs of the subscription that it began (RFC 3515). Owner loop only. */
final class SentRefer implements ResponseTaker {
    /** RFC 3515 2.4.5: the body "MUST begin with a SIP Response Status-Line". */
    private static final Pattern STATUS_LINE =
            Pattern.compile("SIP/2\\.0 ([1-6][0-9][0-9])(?: ([^\r\n]{0,200}))?(?:\r?\n|$)");

    private final Consumer<LegSignal> leg;
    private boolean over;

    SentRefer(Consumer<LegSignal> leg) {
        this.leg = leg;
    }

    @Override
    public void response(Response response, @Nullable Dialog same) {
        int status = response.getStatusCode();
        if (status >= 200) {
            answered(status);
        }
    }

    @Override
    public void timedOut() {
        answered(Response.REQUEST_TIMEOUT);
    }

    private void answered(int status) {
        over |= status >= 300;
        leg.accept(new LegSignal.ReferAnswered(status));
    }

    /** Whether this NOTIFY, within the same dialog, belongs to it. */
    boolean takes(Request notify) {
        return !over
                && SipMessages.values(notify, "Event").stream()
                        .anyMatch(event -> event.trim().toLowerCase(Locale.ROOT).startsWith("refer"));
    }

    /** A NOTIFY that was answered. */
    void notified(Request notify) {
        boolean terminated = SipMessages.values(notify, "Subscription-State").stream()
                .anyMatch(state -> state.trim().toLowerCase(Locale.ROOT).startsWith("terminated"));
        byte[] content = notify.getRawContent();
        Matcher line = STATUS_LINE.matcher(content == null ? "" : new String(content, StandardCharsets.UTF_8));
        if (!line.lookingAt()) {
            if (terminated) {
                // It says no more, and has not said how it went.
                progress(Response.SERVER_INTERNAL_ERROR, "No Result", true);
            }
            return;
        }
        int status = Integer.parseInt(line.group(1));
        String phrase = line.group(2) == null ? "" : line.group(2).trim();
        if (status < 200 && terminated) {
            progress(Response.SERVER_INTERNAL_ERROR, "No Result", true);
        } else {
            progress(status, phrase, status >= 200);
        }
    }

    private void progress(int status, String phrase, boolean last) {
        over |= last;
        leg.accept(new LegSignal.ReferProgress(status, phrase, last));
    }
}
