package org.linekeeper.call;

import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.linekeeper.call.machine.LegSignal;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.transport.ListenerSettings;

/** One INVITE under way: reads what comes back. Owner loop only. */
final class InviteAttempt implements ResponseTaker {
    private static final int INTERVAL_TOO_SMALL = 422;

    private final CalleeLeg leg;
    private final int number;
    private final Target target;
    private final ListenerSettings listener;
    private final ClientTransaction transaction;
    private final String uri;
    private final boolean authorizedUnasked;
    private boolean cancelled;
    private int forks = 1;

    /**
     * @param leg hears of it
     * @param uri its Request-URI
     * @param authorizedUnasked whether it shows credentials that nobody asked for
     */
    InviteAttempt(
            CalleeLeg leg,
            int number,
            Target target,
            ListenerSettings listener,
            ClientTransaction transaction,
            String uri,
            boolean authorizedUnasked) {
        this.leg = leg;
        this.number = number;
        this.uri = uri;
        this.authorizedUnasked = authorizedUnasked;
        this.target = target;
        this.listener = listener;
        this.transaction = transaction;
    }

    int number() {
        return number;
    }

    Target target() {
        return target;
    }

    ListenerSettings listener() {
        return listener;
    }

    ClientTransaction transaction() {
        return transaction;
    }

    String uri() {
        return uri;
    }

    /** Whether its CANCEL is to go out now. */
    boolean cancel() {
        boolean first = !cancelled;
        cancelled = true;
        return first;
    }

    @Override
    public void response(Response response, @Nullable Dialog dialog) {
        if (dialog != null && leg.isNew(dialog) && response.getStatusCode() < 200 && !leg.isForkKept(++forks)) {
            leg.discard(dialog);
            return;
        }
        take(response, dialog);
        leg.clearWhenClosed();
    }

    private void take(Response response, @Nullable Dialog dialog) {
        int status = response.getStatusCode();
        if (status < 200) {
            leg.tell(new LegSignal.Provisional(number, status, response.getReasonPhrase(), SipMessages.body(response)));
            return;
        }
        leg.end(this);
        // It stays for a while, the call need not.
        transaction.setApplicationData(null);
        if (status < 300) {
            leg.answered(this, response, dialog);
        } else if (status == Response.UNAUTHORIZED || status == Response.PROXY_AUTHENTICATION_REQUIRED) {
            leg.challenged(this, response);
        } else if (status == Response.FORBIDDEN && authorizedUnasked) {
            // Some PBXs refuse a nonce that they do not know any more with 403 instead of a challenge.
            leg.distrusted(this, status);
        } else if (status < 400 && status != Response.ALTERNATIVE_SERVICE) {
            leg.redirected(this, response);
        } else if (status == INTERVAL_TOO_SMALL
                && SessionHeaders.minimum(response).isPresent()) {
            leg.tell(new LegSignal.IntervalTooSmall(
                    number, SessionHeaders.minimum(response).get()));
        } else {
            // RFC 3261 21.3.5 on 380: "The alternative services are described in the message body of the response.
            // Formats for such bodies are not defined here": so it names no place where the call could go on.
            leg.tell(new LegSignal.Rejected(
                    number,
                    status,
                    SipMessages.refusalPhrase(response),
                    SipMessages.retryAfter(response),
                    SipMessages.reasons(response)));
        }
    }

    @Override
    public void timedOut() {
        if (leg.end(this)) {
            leg.tell(new LegSignal.Unanswered(number));
        }
    }
}
