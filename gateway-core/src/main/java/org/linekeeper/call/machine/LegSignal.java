package org.linekeeper.call.machine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.linekeeper.dns.Target;

/** What the network, the resolver and the timers tell a leg. */
public sealed interface LegSignal extends LegInput {
    /** Signals of one attempt to call out; attempts are counted from 1. */
    sealed interface OfAttempt extends LegSignal {
        int attempt();
    }

    /** Caller leg: a CANCEL matched the INVITE; it has been answered already. */
    record Cancelled(List<String> reasons) implements LegSignal {}

    /** Caller leg: the INVITE's transaction is gone before we answered. */
    record InviteLost() implements LegSignal {}

    /** An ACK to our 2xx came. */
    record Acked(Optional<Body> body) implements LegSignal {}

    /**
     * Server location found these, each list in the order to try it.
     *
     * @param up what is not known to be down
     * @param down what failed lately, or asked for a pause that is not over
     */
    record Located(List<Target> up, List<Target> down) implements LegSignal {
        public Located {
            up = List.copyOf(up);
            down = List.copyOf(down);
        }

        Located(List<Target> up) {
            this(up, List.of());
        }
    }

    /** Server location found nothing; why, in plain words. */
    record NotLocated(String advice) implements LegSignal {}

    /** A provisional response, 100 included. */
    record Provisional(int attempt, int status, String phrase, Optional<Body> body) implements OfAttempt {}

    /** A 2xx; {@code fork} is its To tag. */
    record Answer(int attempt, String fork, Optional<Body> body, SessionTerms terms) implements OfAttempt {
        Answer(int attempt, String fork, Optional<Body> body) {
            this(attempt, fork, body, SessionTerms.NONE);
        }
    }

    /** A final failure other than a challenge. */
    record Rejected(int attempt, int status, String phrase, Optional<Duration> retryAfter, List<String> reasons)
            implements OfAttempt {}

    /**
     * A 3xx.
     *
     * @param places those of its Contacts where the call may go, the preferred one first; empty when it may go to none
     */
    record Redirected(int attempt, int status, String phrase, List<Destination.Redirected> places)
            implements OfAttempt {
        public Redirected {
            places = List.copyOf(places);
        }
    }

    /** A 422, and the least session interval that it allows. */
    record IntervalTooSmall(int attempt, Duration minimum) implements OfAttempt {}

    /** A 401 or 407, and whether we have credentials for it and may show them. */
    record Challenged(int attempt, int status, boolean answerable) implements OfAttempt {}

    /** Timer B fired (RFC 3261 17.1.1.2). */
    record Unanswered(int attempt) implements OfAttempt {}

    /** The request could not be sent, or its connection broke. */
    record Unsent(int attempt, String cause) implements OfAttempt {}

    /**
     * A re-INVITE came, which asks for an offer when it has none; or an UPDATE, whose answer is not acknowledged and which only
     * refreshes when it has no offer.
     */
    record UpdateReceived(Optional<Body> offer, boolean byUpdate, SessionTerms terms) implements LegSignal {
        UpdateReceived(Optional<Body> offer) {
            this(offer, false, SessionTerms.NONE);
        }
    }

    /** Our re-INVITE was accepted. */
    record UpdateAccepted(Optional<Body> answer, SessionTerms terms) implements LegSignal {
        UpdateAccepted(Optional<Body> answer) {
            this(answer, SessionTerms.NONE);
        }
    }

    /**
     * Our re-INVITE was not accepted; 408 also when it was not answered or could not be sent.
     *
     * @param phrase what it said, with what it warned of
     * @param minimum the least session interval, when it was refused for that
     */
    record UpdateRejected(int status, String phrase, Optional<Duration> minimum) implements LegSignal {
        UpdateRejected(int status) {
            this(status, Optional.empty());
        }

        UpdateRejected(int status, Optional<Duration> minimum) {
            this(status, "", minimum);
        }
    }

    /** A BYE came; it has been answered already. */
    record Bye(List<String> reasons) implements LegSignal {}

    /** Our BYE has got any final response, timed out, or could not be sent. */
    record ByeDone() implements LegSignal {}

    /** A REFER came that may be executed; the leg answers it. */
    record Referred(Refer refer) implements LegSignal {}

    /** Our last NOTIFY about a REFER has got any final response, or none. */
    record Notified() implements LegSignal {}

    /** The call that this leg leads to tells something. */
    record Crossed(LegEvent event) implements LegSignal {}

    /** A timer that was started and not stopped. */
    record Fired(LegTimer timer) implements LegSignal {}

    /** The far end answered our REFER, or what stands for it. */
    record ReferAnswered(int status) implements LegSignal {}

    /** The far end said how far the transfer is; {@code last} when nothing more will come. */
    record ReferProgress(int status, String phrase, boolean last) implements LegSignal {}
}
