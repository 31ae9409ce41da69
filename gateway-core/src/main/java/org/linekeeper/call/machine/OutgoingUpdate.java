package org.linekeeper.call.machine;

import java.util.Optional;

/** An established leg, and re-INVITEs of ours on it. */
record OutgoingUpdate(Established leg) {
    /** The far side asks for a change. */
    LegStep update(Optional<Body> offer) {
        if (leg.exchange() != Exchange.IDLE) {
            return leg.stay().tell(new LegEvent.UpdateDeclined(491));
        }
        return leg.session().says(offer)
                ? leg.stay().tell(new LegEvent.UpdateAgreed(leg.session().received()))
                : send(leg.session().offer(offer), Exchange.OUTGOING, leg.wish());
    }

    /** The session is to become this, sooner or later. */
    LegStep adopt(LegCommand.Adopt adopt) {
        if (adopt.description().isEmpty()) {
            // A re-INVITE without an offer would ask for one that nobody across is there to answer.
            return leg.stay();
        }
        LegStep step = wanted(adopt);
        return leg.wish()
                .filter(before -> !before.equals(adopt))
                .map(before -> told(step, before, new LegEvent.UpdateDeclined(491)))
                .orElse(step);
    }

    private LegStep wanted(LegCommand.Adopt adopt) {
        if (leg.exchange() != Exchange.IDLE) {
            return leg.with(leg.exchange(), leg.session(), Optional.of(adopt))
                    .act(new LegAction.StopTimer(LegTimer.GLARE), new LegAction.StartTimer(LegTimer.GLARE));
        }
        return leg.session().says(adopt.description())
                ? told(
                        fulfilled(leg.with(Exchange.IDLE, leg.session(), Optional.empty())),
                        adopt,
                        new LegEvent.UpdateAgreed(leg.session().received()))
                : send(leg.session().offer(adopt.description()), Exchange.OUTGOING_OWN, Optional.of(adopt));
    }

    LegStep refresh() {
        if (!leg.session().timer().ours()) {
            return leg.stay();
        }
        if (leg.exchange() != Exchange.IDLE
                || leg.wish().isPresent()
                || leg.session().sent().isEmpty()) {
            return leg.stay().act(leg.session().timer().refreshSoon());
        }
        return send(leg.session().refresh(), Exchange.OUTGOING_OWN, Optional.empty());
    }

    /** The time after a 491 is over. */
    LegStep again() {
        if (leg.exchange() != Exchange.IDLE) {
            return leg.wish().isPresent() ? leg.stay().act(new LegAction.StartTimer(LegTimer.GLARE)) : leg.stay();
        }
        return leg.wish().map(this::adopt).orElseGet(this::refresh);
    }

    LegStep accepted(LegSignal.UpdateAccepted accepted) {
        Optional<Body> before = leg.session().received();
        Session agreed = leg.session().answered(accepted.answer()).with(SessionTimer.asUac(accepted.terms()));
        return switch (leg.exchange()) {
            case OUTGOING -> settled(agreed, leg.wish()).tell(new LegEvent.UpdateAgreed(accepted.answer()));
            case OUTGOING_OWN -> {
                // A newer wish may have come meanwhile.
                Optional<LegCommand.Adopt> left = leg.wish().filter(adopt -> !agreed.says(adopt.description()));
                LegStep step = left.isPresent() ? settled(agreed, left) : fulfilled(settled(agreed, left));
                if (left.isEmpty()
                        && leg.wish().filter(LegCommand.Adopt::awaited).isPresent()) {
                    yield step.tell(new LegEvent.UpdateAgreed(agreed.received()));
                }
                int hops = leg.wish().map(LegCommand.Adopt::hops).orElse(1);
                yield accepted.answer().isEmpty() || Session.isSame(accepted.answer(), before)
                        ? step
                        : step.tell(new LegEvent.Changed(accepted.answer(), hops));
            }
            case IDLE, INCOMING, INCOMING_BY_UPDATE, INCOMING_ANSWERED, INCOMING_OFFERED, OUTGOING_ANSWERED ->
                leg.stay();
        };
    }

    LegStep rejected(LegSignal.UpdateRejected rejected) {
        Exchange exchange = leg.exchange();
        if (exchange != Exchange.OUTGOING && exchange != Exchange.OUTGOING_OWN) {
            return leg.stay();
        }
        int status = rejected.status();
        if (status == 481 || status == 408) {
            // RFC 3261 12.2.1.2: "If the response for a request within a dialog is a 481 (Call/Transaction Does Not
            // Exist) or a 408 (Request Timeout), the UAC SHOULD terminate the dialog."
            return leg.broken(Release.Kind.DIALOG_LOST);
        }
        SessionTimer timer = leg.session().timer();
        SessionTimer larger = rejected.minimum().map(timer::atLeast).orElse(timer);
        if (!larger.equals(timer)) {
            // RFC 4028 7.3: a 422 is answered with the same request and an interval that its Min-SE allows.
            Session longer = leg.session().with(larger);
            return leg.with(exchange, longer).act(new LegAction.SendUpdate(longer.open(), larger));
        }
        Session as = leg.session().refused();
        if (exchange == Exchange.OUTGOING) {
            return leg.with(Exchange.IDLE, as).tell(declined(rejected));
        }
        boolean refreshes = timer.isOn() && timer.ours();
        if (status == 491 && (leg.wish().isPresent() || refreshes)) {
            // RFC 3261 14.1: "If a UAC receives a 491 response to a re-INVITE, it SHOULD start a timer with a value T
            // ... When the timer fires, the UAC SHOULD attempt the re-INVITE once more"
            return leg.with(Exchange.IDLE, as)
                    .act(new LegAction.StopTimer(LegTimer.GLARE), new LegAction.StartTimer(LegTimer.GLARE));
        }
        Optional<LegCommand.Adopt> refused =
                leg.wish().filter(adopt -> leg.session().isOffering(adopt.description()));
        if (refused.isPresent()) {
            LegStep idle = fulfilled(leg.with(Exchange.IDLE, as, Optional.empty()));
            return told(idle, refused.get(), declined(rejected));
        }
        // It was a refresh, or a change that is not wanted any more: what is wanted now has not been offered yet.
        LegStep idle = leg.with(Exchange.IDLE, as);
        LegStep waiting = leg.wish().isEmpty()
                ? idle
                : idle.act(new LegAction.StopTimer(LegTimer.GLARE), new LegAction.StartTimer(LegTimer.GLARE));
        return refreshes ? waiting.act(timer.refreshSoon()) : waiting;
    }

    private static LegEvent declined(LegSignal.UpdateRejected rejected) {
        return new LegEvent.UpdateDeclined(rejected.status(), rejected.phrase());
    }

    /** Says to whoever waits how it went. */
    static LegStep told(LegStep step, LegCommand.Adopt adopt, LegEvent how) {
        return adopt.awaited() ? step.tell(how) : step;
    }

    /** No wish is left to wait for. */
    private LegStep fulfilled(LegStep step) {
        return leg.wish().isPresent() ? step.act(new LegAction.StopTimer(LegTimer.GLARE)) : step;
    }

    private LegStep send(Session.Said offer, Exchange next, Optional<LegCommand.Adopt> wish) {
        return leg.with(next, offer.next(), wish)
                .act(new LegAction.SendUpdate(offer.body(), offer.next().timer()));
    }

    private LegStep settled(Session agreed, Optional<LegCommand.Adopt> wish) {
        return leg.refreshed(
                leg.with(Exchange.IDLE, agreed, wish).act(new LegAction.SendAck(Optional.empty())), agreed.timer());
    }
}
