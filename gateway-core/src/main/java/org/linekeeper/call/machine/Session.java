package org.linekeeper.call.machine;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.linekeeper.call.machine.sdp.Direction;
import org.linekeeper.call.machine.sdp.Sdp;

/**
 * What a leg and its far end have agreed on. Only what was both offered and answered is in force (RFC 3264 4): an offer that was
 * refused leaves the session as it was. Immutable.
 *
 * @param dialect how the far end wants to hear of hold
 * @param received the far end's description in force, as it came
 * @param sent ours in force, as it was sent
 * @param open the offer under way, whoever made it
 * @param latest what was sent last, in force or not: no version of it may come again with other content
 * @param held whether we told the far end that it is on hold, of our own side's accord
 * @param asked what the offer under way says of session timers
 * @param timer when the session expires
 */
record Session(
        Dialect dialect,
        Optional<Body> received,
        Optional<Body> sent,
        Optional<Body> open,
        Optional<Body> latest,
        boolean held,
        SessionTerms asked,
        SessionTimer timer) {
    /** What to send, and the session after it. */
    record Said(Session next, Optional<Body> body) {}

    static Session fresh(Dialect dialect) {
        return new Session(
                dialect,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                SessionTerms.NONE,
                SessionTimer.OFF);
    }

    /** A callee leg that is to be offered this. */
    static Session offering(Dialect dialect, Optional<Body> neutral) {
        Session fresh = fresh(dialect).with(SessionTimer.proposed());
        Optional<Body> offer = neutral.map(body -> body.flows() ? body : changed(body, dialect::firstOffer));
        return new Session(dialect, fresh.received, fresh.sent, offer, offer, false, fresh.asked, fresh.timer);
    }

    Session with(SessionTimer other) {
        return new Session(dialect, received, sent, open, latest, held, asked, other);
    }

    /** Whether we are waiting for an answer, or owe one. */
    boolean offers() {
        return open.isPresent();
    }

    /** An offer came. */
    Session offered(Optional<Body> offer, SessionTerms terms) {
        return new Session(dialect, received, sent, offer, latest, held, terms, timer);
    }

    /** Whether an offer says what is in force already: then it is a refresh and nobody else needs to hear of it. */
    boolean isRefresh(Optional<Body> offer) {
        return sent.isPresent() && isSame(offer, received);
    }

    /** Whether what is in force here is this already, or may well stay. */
    boolean says(Optional<Body> neutral) {
        return isSame(rendered(neutral, dialect::offer), sent);
    }

    /** Whether that is what the offer under way says. */
    boolean isOffering(Optional<Body> neutral) {
        return open.isPresent() && isSame(rendered(neutral, dialect::offer), open);
    }

    /** Sends an offer. */
    Said offer(Optional<Body> neutral) {
        Optional<Body> offer = rendered(neutral, dialect::offer);
        return new Said(new Session(dialect, received, sent, offer, offer, held, asked, timer), offer);
    }

    /** Sends once more what is in force. */
    Said refresh() {
        return new Said(new Session(dialect, received, sent, sent, latest, held, asked, timer), sent);
    }

    /** Answers the offer under way; without one our 2xx makes the offer (RFC 3264 4, RFC 3261 13.2.1). */
    Said answer(Optional<Body> neutral) {
        if (open.isEmpty()) {
            Said offer = offer(neutral);
            return new Said(offer.next().with(SessionTimer.asUas(asked)), offer.body());
        }
        Direction wanted = direction(open);
        Optional<Body> answer = rendered(neutral, sdp -> dialect.answer(sdp, wanted));
        boolean holds = wanted == Direction.SENDRECV && direction(answer) != Direction.SENDRECV;
        return new Said(
                new Session(dialect, open, answer, Optional.empty(), answer, holds, asked, SessionTimer.asUas(asked)),
                answer);
    }

    /** A preview of the answer, in a provisional response: nothing is in force yet. */
    Said preview(Optional<Body> neutral) {
        if (open.isEmpty() || neutral.isEmpty()) {
            return new Said(this, neutral);
        }
        Direction wanted = direction(open);
        Optional<Body> answer = rendered(neutral, sdp -> dialect.answer(sdp, wanted));
        return new Said(new Session(dialect, received, sent, open, answer, held, asked, timer), answer);
    }

    /** Answers a refresh: the description in force, to the byte. */
    Said answerRefresh() {
        return new Said(
                new Session(dialect, open, sent, Optional.empty(), latest, held, asked, SessionTimer.asUas(asked)),
                sent);
    }

    /**
     * Makes the offer that the far end asked for without disturbing anybody: what it has of us, without a hold that was its own.
     */
    Said offerInForce() {
        Optional<Body> offer = held ? sent : rendered(sent, sdp -> sdp.withDirections(any -> Direction.SENDRECV));
        return new Said(
                new Session(dialect, received, sent, offer, offer, held, asked, SessionTimer.asUas(asked)), offer);
    }

    /** The answer to our offer came. */
    Session answered(Optional<Body> answer) {
        return open.isEmpty()
                ? this
                : new Session(
                        dialect,
                        answer.isPresent() ? answer : received,
                        open,
                        Optional.empty(),
                        latest,
                        direction(open) != Direction.SENDRECV,
                        asked,
                        timer);
    }

    /** A preview of the answer to our offer came. */
    Session previewed(Optional<Body> early) {
        return new Session(dialect, early, sent, open, latest, held, asked, timer);
    }

    /** The offer under way came to nothing. */
    Session refused() {
        return new Session(dialect, received, sent, Optional.empty(), latest, held, asked, timer);
    }

    /** A description as it is offered to somebody new: nobody is on hold. */
    static Optional<Body> active(Optional<Body> description) {
        return description.map(
                body -> body.flows() ? body : changed(body, sdp -> sdp.withDirections(any -> Direction.SENDRECV)));
    }

    /** Whether both say the same of the media, whatever the versions of their origins. */
    static boolean isSame(Optional<Body> one, Optional<Body> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() && other.isEmpty();
        }
        if (one.get().equals(other.get())) {
            return true;
        }
        Optional<Sdp> first = read(one.get());
        Optional<Sdp> second = read(other.get());
        return first.isPresent() && second.isPresent() && first.get().isSameBut(second.get());
    }

    private Optional<Body> rendered(Optional<Body> neutral, UnaryOperator<Sdp> dialectal) {
        return neutral.map(body -> {
            if (latest.isEmpty() && (open.isEmpty() || open.get().flows()) && body.flows()) {
                return body;
            }
            return changed(body, sdp -> {
                Sdp said = dialectal.apply(sdp);
                Optional<String> address =
                        sdp.connection().or(() -> latest.flatMap(Session::read).flatMap(Sdp::connection));
                Sdp reachable = address.map(said::withConnection).orElse(said);
                return latest.flatMap(Session::read).map(reachable::following).orElse(reachable);
            });
        });
    }

    private static Body changed(Body body, UnaryOperator<Sdp> change) {
        Optional<Sdp> before = read(body);
        if (before.isEmpty()) {
            return body;
        }
        Sdp after = change.apply(before.get());
        return after.equals(before.get()) ? body : BodyParts.described(body, after.bytes());
    }

    private static Direction direction(Optional<Body> body) {
        return body.isEmpty() || body.get().flows()
                ? Direction.SENDRECV
                : read(body.get()).map(Sdp::direction).orElse(Direction.SENDRECV);
    }

    /** What can be read of a description. */
    static Optional<Sdp> read(Optional<Body> body) {
        return body.flatMap(Session::read);
    }

    private static Optional<Sdp> read(Body body) {
        return BodyParts.description(body).flatMap(Sdp::read);
    }
}
