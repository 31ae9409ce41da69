package org.linekeeper.call.machine;

import java.util.Optional;

/** An established leg, and a re-INVITE or UPDATE of its far end. */
record IncomingUpdate(Established leg) {
    LegStep received(LegSignal.UpdateReceived update) {
        if (update.terms().expires().map(SessionTimer.MINIMUM::compareTo).orElse(0) > 0) {
            // RFC 4028 9: "If an incoming request contains a Supported header field with a value 'timer' and a
            // Session-Expires header field, the UAS MAY reject the request if the ... interval is less than its
            // minimum."
            return leg.stay().act(new LegAction.SendUpdateRefusal(422));
        }
        if (update.byUpdate() && update.offer().isEmpty()) {
            // RFC 4028 7.4 recommends UPDATE without offer as refresh; it disturbs no other exchange.
            SessionTimer timer = SessionTimer.asUas(update.terms());
            return leg.refreshed(
                    leg.with(leg.exchange(), leg.session().with(timer))
                            .act(new LegAction.SendUpdateAnswer(Optional.empty(), timer)),
                    timer);
        }
        return switch (leg.exchange()) {
            case IDLE -> offered(update);
            // RFC 3261 14.2: "A UAS that receives an INVITE on a dialog while an INVITE it had sent on that dialog is
            // in progress MUST return a 491 (Request Pending) response to the received INVITE." RFC 3311 5.2 says the
            // same of UPDATE.
            case OUTGOING, OUTGOING_OWN, OUTGOING_ANSWERED -> leg.stay().act(new LegAction.SendUpdateRefusal(491));
            // RFC 3261 14.2: "A UAS that receives a second INVITE before it sends the final response to a first INVITE
            // ... MUST return a 500 (Server Internal Error) response to the second INVITE"
            case INCOMING, INCOMING_BY_UPDATE, INCOMING_ANSWERED, INCOMING_OFFERED ->
                leg.stay().act(new LegAction.SendUpdateRefusal(500));
        };
    }

    private LegStep offered(LegSignal.UpdateReceived update) {
        Session asked = leg.session().offered(update.offer(), update.terms());
        if (update.offer().isEmpty()) {
            // Teams takes no INVITE without an offer, so the far side is not asked for one: it hears of the answer.
            return leg.session().sent().isPresent()
                    ? answered(asked.offerInForce(), Exchange.INCOMING_OFFERED)
                    : leg.stay().act(new LegAction.SendUpdateRefusal(488));
        }
        Exchange answered = update.byUpdate() ? Exchange.IDLE : Exchange.INCOMING_ANSWERED;
        return leg.session().isRefresh(update.offer())
                ? answered(asked.answerRefresh(), answered)
                : leg.with(update.byUpdate() ? Exchange.INCOMING_BY_UPDATE : Exchange.INCOMING, asked)
                        .tell(new LegEvent.UpdateOffered(update.offer()));
    }

    LegStep accept(Optional<Body> answer) {
        return switch (leg.exchange()) {
            case INCOMING -> answered(leg.session().answer(answer), Exchange.INCOMING_ANSWERED);
            case INCOMING_BY_UPDATE -> answered(leg.session().answer(answer), Exchange.IDLE);
            case IDLE, INCOMING_ANSWERED, INCOMING_OFFERED, OUTGOING, OUTGOING_OWN, OUTGOING_ANSWERED -> leg.stay();
        };
    }

    LegStep refuse(LegCommand.RefuseUpdate refused) {
        return switch (leg.exchange()) {
            case INCOMING, INCOMING_BY_UPDATE ->
                leg.with(Exchange.IDLE, leg.session().refused()).act(crossed(refused));
            case IDLE, INCOMING_ANSWERED, INCOMING_OFFERED, OUTGOING, OUTGOING_OWN, OUTGOING_ANSWERED -> leg.stay();
        };
    }

    private static LegAction crossed(LegCommand.RefuseUpdate refused) {
        Refusal told = Refusal.within(refused.status(), refused.phrase());
        return new LegAction.SendUpdateRefusal(told.status(), told.phrase());
    }

    LegStep acked(Optional<Body> answer) {
        return switch (leg.exchange()) {
            case INCOMING_ANSWERED -> idle(leg.session()).tell(new LegEvent.Acknowledged(answer));
            case INCOMING_OFFERED -> {
                if (answer.isEmpty()) {
                    yield idle(leg.session().refused());
                }
                LegStep settled = idle(leg.session().answered(answer));
                yield Session.isSame(answer, leg.session().received())
                        ? settled
                        : settled.tell(new LegEvent.Changed(answer, 0));
            }
            case IDLE, INCOMING, INCOMING_BY_UPDATE, OUTGOING, OUTGOING_OWN, OUTGOING_ANSWERED -> leg.stay();
        };
    }

    private LegStep idle(Session session) {
        return leg.with(Exchange.IDLE, session).act(new LegAction.StopTimer(LegTimer.ACK));
    }

    private LegStep answered(Session.Said answer, Exchange next) {
        SessionTimer timer = answer.next().timer();
        LegStep step = leg.with(next, answer.next()).act(new LegAction.SendUpdateAnswer(answer.body(), timer));
        return leg.refreshed(next == Exchange.IDLE ? step : step.act(new LegAction.StartTimer(LegTimer.ACK)), timer);
    }
}
