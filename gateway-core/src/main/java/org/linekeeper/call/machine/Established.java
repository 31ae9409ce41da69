package org.linekeeper.call.machine;

import java.util.Optional;

/**
 * Either leg: the dialog is confirmed.
 *
 * @param attempt the attempt that was answered; 0 on a caller leg
 * @param fork To tag of the answer; empty on a caller leg
 * @param exchange where re-INVITEs stand
 * @param session what is agreed on
 * @param wish what the session is to become as soon as no other re-INVITE is in the way
 * @param refers whether the far end executes a transfer of ours, and has not said how it went
 */
record Established(
        int attempt, String fork, Exchange exchange, Session session, Optional<LegCommand.Adopt> wish, boolean refers)
        implements LegState {
    Established(int attempt, String fork, Exchange exchange, Session session, Optional<LegCommand.Adopt> wish) {
        this(attempt, fork, exchange, session, wish, false);
    }

    @Override
    public LegStep on(LegInput input) {
        if (input instanceof LegCommand command) {
            return onCommand(command);
        }
        if (input instanceof LegSignal.UpdateReceived received) {
            return new IncomingUpdate(this).received(received);
        }
        if (input instanceof LegSignal.Acked acked) {
            return new IncomingUpdate(this).acked(acked.body());
        }
        if (input instanceof LegSignal.UpdateAccepted accepted) {
            return new OutgoingUpdate(this).accepted(accepted);
        }
        if (input instanceof LegSignal.UpdateRejected rejected) {
            return new OutgoingUpdate(this).rejected(rejected);
        }
        if (input instanceof LegSignal.Referred referred && exchange != Exchange.OUTGOING_ANSWERED) {
            return stay().tell(new LegEvent.Referred(referred.refer()));
        }
        if (input instanceof LegSignal.Notified) {
            return stay().tell(new LegEvent.Notified());
        }
        if (input instanceof LegSignal.ReferAnswered answered && refers) {
            LegStep step = answered.status() < 300 ? stay() : referring(false);
            return step.tell(new LegEvent.ReferAnswered(answered.status()));
        }
        if (input instanceof LegSignal.ReferProgress progress && refers) {
            LegStep step = progress.last() ? referring(false) : stay();
            return step.tell(new LegEvent.ReferProgress(progress.status(), progress.phrase(), progress.last()));
        }
        if (input instanceof LegSignal.Bye bye) {
            return hungUp(new Release(Release.Kind.HANGUP, bye.reasons()));
        }
        if (input instanceof LegSignal.Fired fired) {
            return fired(fired.timer());
        }
        if (input instanceof LegSignal.Answer answer && !answer.fork().equals(fork)) {
            return stay().act(new LegAction.DropAnswer(answer.attempt(), answer.fork()));
        }
        return stay();
    }

    private LegStep onCommand(LegCommand command) {
        if (command instanceof LegCommand.Hangup hangup) {
            return end(hangup.release());
        }
        if (command instanceof LegCommand.Update update) {
            return new OutgoingUpdate(this).update(update.offer());
        }
        if (command instanceof LegCommand.Adopt adopt) {
            return new OutgoingUpdate(this).adopt(adopt);
        }
        if (command instanceof LegCommand.AcceptUpdate accept) {
            return new IncomingUpdate(this).accept(accept.answer());
        }
        if (command instanceof LegCommand.RefuseUpdate refuse) {
            return new IncomingUpdate(this).refuse(refuse);
        }
        if (command instanceof LegCommand.Describe) {
            return stay().tell(new LegEvent.Described(session.received()));
        }
        if (command instanceof LegCommand.PassRefer pass) {
            return exchange == Exchange.OUTGOING_ANSWERED || refers
                    ? stay().tell(new LegEvent.ReferAnswered(491))
                    : referring(true).act(new LegAction.PassRefer(pass.refer()));
        }
        if (command instanceof LegCommand.AcceptRefer) {
            return stay().act(new LegAction.AcceptRefer());
        }
        if (command instanceof LegCommand.RefuseRefer refuse) {
            return stay().act(new LegAction.RefuseRefer(refuse.status()));
        }
        if (command instanceof LegCommand.Notify notify) {
            return stay().act(new LegAction.SendNotify(notify.status(), notify.phrase(), notify.last()));
        }
        if (command instanceof LegCommand.Acknowledge acknowledge && exchange == Exchange.OUTGOING_ANSWERED) {
            Session.Said answer = session.answer(acknowledge.body());
            // The session timer was settled by the 2xx.
            return with(Exchange.IDLE, answer.next().with(session.timer())).act(new LegAction.SendAck(answer.body()));
        }
        return stay();
    }

    private LegStep fired(LegTimer timer) {
        return switch (timer) {
            case ACK ->
                exchange == Exchange.INCOMING_ANSWERED || exchange == Exchange.INCOMING_OFFERED
                        ? broken(Release.Kind.NO_ACK)
                        : stay();
            case REFRESH -> new OutgoingUpdate(this).refresh();
            case EXPIRY -> broken(Release.Kind.DIALOG_LOST);
            case REFERRAL ->
                refers
                        ? LegStep.to(new Established(attempt, fork, exchange, session, wish))
                                .tell(new LegEvent.ReferProgress(408, "Request Timeout", true))
                        : stay();
            case GLARE -> new OutgoingUpdate(this).again();
            case ATTEMPT, RING, CANCEL -> stay();
        };
    }

    private LegStep hungUp(Release release) {
        return settled(new Gone(attempt))
                .act(new LegAction.StopTimer(LegTimer.ACK))
                .tell(new LegEvent.Released(release), new LegEvent.Over());
    }

    /** The far end is lost: both sides are told. */
    LegStep broken(Release.Kind kind) {
        return end(Release.of(kind)).tell(new LegEvent.Released(Release.of(kind)));
    }

    private LegStep end(Release release) {
        return settled(new Releasing(attempt, fork))
                .act(new LegAction.StopTimer(LegTimer.ACK), new LegAction.SendBye(release));
    }

    /** Leaves no re-INVITE without an answer, no 2xx without an ACK, no timer running. */
    private LegStep settled(LegState next) {
        LegStep step =
                switch (exchange) {
                    // RFC 3261 15.1.2: "It is RECOMMENDED that a 487 (Request Terminated) response be generated to
                    // those
                    // pending requests."
                    case INCOMING, INCOMING_BY_UPDATE -> LegStep.to(next).act(new LegAction.SendUpdateRefusal(487));
                    // RFC 3261 13.2.2.4: "The UAC core MUST generate an ACK request for each 2xx received from the
                    // transaction layer."
                    case OUTGOING_ANSWERED -> LegStep.to(next).act(new LegAction.SendAck(Optional.empty()));
                    case IDLE, INCOMING_ANSWERED, INCOMING_OFFERED, OUTGOING, OUTGOING_OWN -> LegStep.to(next);
                };
        LegStep unreferred = refers ? step.act(new LegAction.StopTimer(LegTimer.REFERRAL)) : step;
        LegStep quiet = session.timer().isOn()
                ? unreferred.act(new LegAction.StopTimer(LegTimer.REFRESH), new LegAction.StopTimer(LegTimer.EXPIRY))
                : unreferred;
        return wish.isPresent() || session.timer().isOn() ? quiet.act(new LegAction.StopTimer(LegTimer.GLARE)) : quiet;
    }

    LegStep with(Exchange next, Session agreed) {
        return LegStep.to(new Established(attempt, fork, next, agreed, wish, refers));
    }

    LegStep with(Exchange next, Session agreed, Optional<LegCommand.Adopt> wanted) {
        return LegStep.to(new Established(attempt, fork, next, agreed, wanted, refers));
    }

    private LegStep referring(boolean now) {
        return LegStep.to(new Established(attempt, fork, exchange, session, wish, now))
                .act(now ? new LegAction.StartTimer(LegTimer.REFERRAL) : new LegAction.StopTimer(LegTimer.REFERRAL));
    }

    /** The session was begun or refreshed: its time starts anew. */
    LegStep refreshed(LegStep step, SessionTimer now) {
        if (!session.timer().isOn()) {
            return watching(step, now);
        }
        LegStep stopped = step.act(new LegAction.StopTimer(LegTimer.REFRESH), new LegAction.StopTimer(LegTimer.EXPIRY));
        return watching(wish.isEmpty() ? stopped.act(new LegAction.StopTimer(LegTimer.GLARE)) : stopped, now);
    }

    /** Starts what ends or refreshes the session. */
    static LegStep watching(LegStep step, SessionTimer timer) {
        if (!timer.isOn()) {
            return step;
        }
        return timer.ours() ? step.act(timer.refresh(), timer.expiry()) : step.act(timer.expiry());
    }
}
