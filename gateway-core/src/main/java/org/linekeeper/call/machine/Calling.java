package org.linekeeper.call.machine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.linekeeper.dns.Target;

/**
 * Callee leg: an INVITE is out.
 *
 * @param hunt what is left to try
 * @param target where this attempt went
 * @param uri its Request-URI, where a 3xx gave it
 * @param attempt its number, from 1
 * @param heard what came back so far
 * @param challenges how many challenges this target sent
 * @param session what the INVITE offers, and the far end's description as far as it was told early
 */
record Calling(
        Hunt hunt, Target target, Optional<String> uri, int attempt, Heard heard, int challenges, Session session)
        implements LegState {
    /** One for the first nonce, one for a stale one. */
    private static final int MAX_CHALLENGES = 2;

    private static final String NO_DESCRIPTION = "Answer without a session description";

    /** How far the far side got. */
    enum Heard {
        NOTHING,
        TRYING,
        RINGING,
        EARLY_MEDIA;

        boolean rings() {
            return this == RINGING || this == EARLY_MEDIA;
        }

        private Heard and(LegSignal.Provisional provisional) {
            if (rings() || provisional.status() == 100) {
                return this == NOTHING ? TRYING : this;
            }
            return provisional.body().isPresent() ? EARLY_MEDIA : RINGING;
        }
    }

    /** Goes to the next place, or tells the bridge that there is none. */
    static LegStep next(Hunt hunt, int attempt, Session session, LegFailure last, LegAction... first) {
        Hunt.Next next = hunt.next();
        if (next instanceof Hunt.Next.Try again) {
            Calling calling = new Calling(
                    again.after(), again.target(), Optional.empty(), attempt + 1, Heard.NOTHING, 0, session);
            return LegStep.to(calling)
                    .act(first)
                    .act(new LegAction.StartTimer(LegTimer.ATTEMPT), calling.invite(false));
        }
        if (next instanceof Hunt.Next.Follow follow) {
            Destination.Redirected place = follow.place();
            Calling calling = new Calling(
                    follow.after(), place.target(), Optional.of(place.uri()), attempt + 1, Heard.NOTHING, 0, session);
            return LegStep.to(calling)
                    .act(first)
                    .act(new LegAction.StartTimer(LegTimer.ATTEMPT), calling.invite(false));
        }
        if (next instanceof Hunt.Next.Locate locate) {
            return LegStep.to(new Locating(locate.after(), attempt, session, last))
                    .act(first)
                    .act(new LegAction.Locate(locate.place()));
        }
        return LegStep.to(new Gone(attempt))
                .act(first)
                .act(new LegAction.StopTimer(LegTimer.RING))
                .tell(new LegEvent.Failed(last), new LegEvent.Over());
    }

    @Override
    public LegStep on(LegInput input) {
        if (input instanceof LegSignal.Provisional provisional) {
            return provisional(provisional);
        }
        if (input instanceof LegSignal.Answer answer) {
            return answered(answer);
        }
        if (input instanceof LegSignal.Challenged challenged) {
            return challenged(challenged);
        }
        if (input instanceof LegSignal.IntervalTooSmall tooSmall) {
            return tooSmall(tooSmall.minimum());
        }
        if (input instanceof LegSignal.Rejected rejected) {
            return rejected(rejected);
        }
        if (input instanceof LegSignal.Redirected redirected) {
            return redirected(redirected);
        }
        if (input instanceof LegSignal.Unanswered) {
            return unserved(LegFailure.of(LegFailure.Kind.UNANSWERED, "No final answer in time"), Optional.empty());
        }
        if (input instanceof LegSignal.Unsent unsent) {
            return unserved(LegFailure.of(LegFailure.Kind.UNSENT, unsent.cause()), Optional.empty());
        }
        if (input instanceof LegSignal.Fired fired) {
            return fired(fired.timer());
        }
        if (input instanceof LegCommand.Hangup hangup) {
            return cancel(hangup.release());
        }
        return stay();
    }

    private LegStep provisional(LegSignal.Provisional provisional) {
        boolean rings = provisional.status() > 100;
        Heard now = heard.and(provisional);
        Session as = provisional.body().isPresent() ? session.previewed(provisional.body()) : session;
        LegStep step = LegStep.to(new Calling(hunt, target, uri, attempt, now, challenges, as));
        if (heard == Heard.NOTHING) {
            step = step.act(new LegAction.StopTimer(LegTimer.ATTEMPT), new LegAction.Trust(target));
        }
        return step.tell(rings ? progress(provisional) : new LegEvent.Trying());
    }

    /**
     * Teams says 180 and then 183 with a silent description, each fork of its own: a caller that took it would stop its ringing tone
     * and hear nothing. So the first 18x decides between ringing and early media.
     */
    private LegEvent progress(LegSignal.Provisional provisional) {
        boolean later = heard.rings() && session.dialect().isTeams();
        if (!later || provisional.body().isEmpty()) {
            return new LegEvent.Progress(provisional.status(), provisional.phrase(), provisional.body());
        }
        return heard == Heard.RINGING
                ? new LegEvent.Progress(180, "Ringing", Optional.empty())
                : new LegEvent.Progress(provisional.status(), provisional.phrase(), Optional.empty());
    }

    private LegStep answered(LegSignal.Answer answer) {
        // Without an offer of ours the 2xx carries the offer, and the ACK has to carry the answer (RFC 3261 13.2.2.4):
        // it waits for the caller's own ACK.
        boolean offers = session.offers();
        // RFC 3261 13.2.1: "The UAC MUST treat the first session description it receives as the answer". Some PBXs say
        // it in a 183 and no more in the 200.
        Optional<Body> body = offers ? answer.body().or(session::received) : answer.body();
        if (offers && body.isEmpty()) {
            LegFailure failure =
                    new LegFailure(LegFailure.Kind.REJECTED, 502, NO_DESCRIPTION, Optional.empty(), List.of());
            return rejected(failure, new LegAction.DropAnswer(attempt, answer.fork()));
        }
        Session agreed = (offers ? session.answered(body) : session.offered(body, SessionTerms.NONE))
                .with(SessionTimer.asUac(answer.terms()));
        Exchange exchange = offers ? Exchange.IDLE : Exchange.OUTGOING_ANSWERED;
        LegStep step = quiet(new Established(attempt, answer.fork(), exchange, agreed, Optional.empty()))
                .act(new LegAction.Trust(target));
        if (offers) {
            step = step.act(new LegAction.SendAck(Optional.empty()));
        }
        return Established.watching(step, agreed.timer()).tell(new LegEvent.Answered(body));
    }

    private LegStep challenged(LegSignal.Challenged challenged) {
        if (challenged.answerable() && challenges < MAX_CHALLENGES) {
            return again(challenges + 1, true, session);
        }
        return rejected(new LegFailure(
                LegFailure.Kind.CHALLENGED,
                challenged.status(),
                "Challenge not answered",
                Optional.empty(),
                List.of()));
    }

    /** The same INVITE to the same place in a new transaction. */
    private LegStep again(int challenged, boolean withCredentials, Session offered) {
        Calling calling = new Calling(hunt, target, uri, attempt + 1, Heard.NOTHING, challenged, unheard(offered));
        return LegStep.to(calling)
                .act(
                        new LegAction.StopTimer(LegTimer.ATTEMPT),
                        new LegAction.Trust(target),
                        new LegAction.StartTimer(LegTimer.ATTEMPT),
                        calling.invite(withCredentials));
    }

    private LegAction invite(boolean withCredentials) {
        return new LegAction.SendInvite(
                attempt,
                target,
                withCredentials,
                session.open(),
                session.timer().interval(),
                uri);
    }

    /** RFC 4028 7.3: "the UAC MAY retry the request with ... a value at least as large as the Min-SE". */
    private LegStep tooSmall(Duration minimum) {
        Session larger = session.with(session.timer().atLeast(minimum));
        if (larger.timer().equals(session.timer())) {
            return failed(new LegFailure(
                    LegFailure.Kind.REJECTED, 422, "Session Interval Too Small", Optional.empty(), List.of()));
        }
        return again(challenges, false, larger);
    }

    private LegStep rejected(LegSignal.Rejected rejected) {
        LegFailure failure = new LegFailure(
                LegFailure.Kind.REJECTED,
                rejected.status(),
                rejected.phrase(),
                rejected.retryAfter(),
                rejected.reasons());
        // RFC 3263 4.3: "If the SIP element ... receives a 503 ... it SHOULD try the next element in the SRV record
        // set". No other status: a callee that declined must not ring again elsewhere.
        return rejected.status() == 503 ? unserved(failure, rejected.retryAfter()) : rejected(failure);
    }

    /** The callee's side has decided; RFC 3261 21.6: 6xx "indicate that a server has definitive information about a particular user". */
    private LegStep rejected(LegFailure failure, LegAction... first) {
        List<LegAction> actions = new ArrayList<>(List.of(first));
        actions.add(new LegAction.StopTimer(LegTimer.ATTEMPT));
        actions.add(new LegAction.Trust(target));
        return next(
                hunt.afterRejection(failure.status() >= 600),
                attempt,
                unheard(session),
                failure,
                actions.toArray(LegAction[]::new));
    }

    /** Whoever is called next has told nothing yet. */
    private Session unheard(Session before) {
        return heard.rings() ? before.previewed(Optional.empty()) : before;
    }

    /** RFC 3261 8.1.3.4: the places that a 3xx names are tried one after the other, then what else there is. */
    private LegStep redirected(LegSignal.Redirected redirected) {
        LegFailure failure = new LegFailure(
                LegFailure.Kind.REJECTED, redirected.status(), redirected.phrase(), Optional.empty(), List.of());
        Hunt further = hunt.afterRejection(false).redirected(redirected.places());
        return next(
                further,
                attempt,
                unheard(session),
                failure,
                new LegAction.StopTimer(LegTimer.ATTEMPT),
                new LegAction.Trust(target));
    }

    private LegStep unserved(LegFailure failure, Optional<Duration> retryAfter) {
        LegAction.Suspect suspect = new LegAction.Suspect(target, retryAfter);
        LegAction.StopTimer stop = new LegAction.StopTimer(LegTimer.ATTEMPT);
        return heard.rings() ? failed(failure).act(suspect) : next(hunt, attempt, session, failure, stop, suspect);
    }

    private LegStep fired(LegTimer timer) {
        return switch (timer) {
            case ATTEMPT ->
                heard == Heard.NOTHING
                        ? unserved(LegFailure.of(LegFailure.Kind.UNANSWERED, "No answer in time"), Optional.empty())
                        : stay();
            case RING ->
                cancel(Release.of(Release.Kind.HANGUP))
                        .tell(new LegEvent.Failed(LegFailure.of(
                                heard.rings() ? LegFailure.Kind.NO_ANSWER : LegFailure.Kind.UNANSWERED,
                                "Nobody answered in time")));
            case ACK, CANCEL, REFRESH, EXPIRY, GLARE, REFERRAL -> stay();
        };
    }

    private LegStep cancel(Release release) {
        boolean now = heard != Heard.NOTHING;
        LegStep step = quiet(new Cancelling(attempt, release, now)).act(new LegAction.StartTimer(LegTimer.CANCEL));
        return now ? step.act(new LegAction.SendCancel(attempt, release)) : step;
    }

    private LegStep failed(LegFailure failure) {
        return quiet(new Gone(attempt)).tell(new LegEvent.Failed(failure), new LegEvent.Over());
    }

    private static LegStep quiet(LegState next) {
        return LegStep.to(next).act(new LegAction.StopTimer(LegTimer.ATTEMPT), new LegAction.StopTimer(LegTimer.RING));
    }
}
