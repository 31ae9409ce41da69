package org.linekeeper.call.machine;

import java.util.Optional;

/**
 * Either leg: the dialog is confirmed.
 *
 * @param attempt the attempt that was answered; 0 on a caller leg
 * @param fork To tag of the answer; empty on a caller leg
 * @param exchange where re-INVITEs stand
 */
record Established(int attempt, String fork, Exchange exchange) implements LegState {
    @Override
    public LegStep on(LegInput input) {
        if (input instanceof LegCommand command) {
            return onCommand(command);
        }
        if (input instanceof LegSignal.UpdateReceived received) {
            return offered(received.offer());
        }
        if (input instanceof LegSignal.Acked acked && exchange == Exchange.INCOMING_ANSWERED) {
            return with(Exchange.IDLE)
                    .act(new LegAction.StopTimer(LegTimer.ACK))
                    .tell(new LegEvent.Acknowledged(acked.body()));
        }
        if (input instanceof LegSignal.UpdateAccepted accepted) {
            return agreed(accepted.answer());
        }
        if (input instanceof LegSignal.UpdateRejected rejected) {
            return declined(rejected.status());
        }
        if (input instanceof LegSignal.Bye bye) {
            return hungUp(new Release(Release.Kind.HANGUP, bye.reasons()));
        }
        if (input instanceof LegSignal.Fired fired
                && fired.timer() == LegTimer.ACK
                && exchange == Exchange.INCOMING_ANSWERED) {
            return broken(Release.Kind.NO_ACK);
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
            return exchange == Exchange.IDLE
                    ? with(update.offer().isPresent() ? Exchange.OUTGOING : Exchange.OUTGOING_OFFERLESS)
                            .act(new LegAction.SendUpdate(update.offer()))
                    : stay().tell(new LegEvent.UpdateDeclined(491));
        }
        if (command instanceof LegCommand.AcceptUpdate accept && exchange == Exchange.INCOMING) {
            return with(Exchange.INCOMING_ANSWERED)
                    .act(new LegAction.SendUpdateAnswer(accept.answer()), new LegAction.StartTimer(LegTimer.ACK));
        }
        if (command instanceof LegCommand.RefuseUpdate refuse && exchange == Exchange.INCOMING) {
            return with(Exchange.IDLE).act(new LegAction.SendUpdateRefusal(refuse.status()));
        }
        if (command instanceof LegCommand.Acknowledge acknowledge && exchange == Exchange.OUTGOING_ANSWERED) {
            return with(Exchange.IDLE).act(new LegAction.SendAck(acknowledge.body()));
        }
        return stay();
    }

    private LegStep offered(Optional<Body> offer) {
        return switch (exchange) {
            case IDLE -> with(Exchange.INCOMING).tell(new LegEvent.UpdateOffered(offer));
            // RFC 3261 14.2: "A UAS that receives an INVITE on a dialog while an INVITE it had sent on that dialog is
            // in progress MUST return a 491 (Request Pending) response to the received INVITE."
            case OUTGOING, OUTGOING_OFFERLESS, OUTGOING_ANSWERED -> stay().act(new LegAction.SendUpdateRefusal(491));
            // RFC 3261 14.2: "A UAS that receives a second INVITE before it sends the final response to a first INVITE
            // ... MUST return a 500 (Server Internal Error) response to the second INVITE"
            case INCOMING, INCOMING_ANSWERED -> stay().act(new LegAction.SendUpdateRefusal(500));
        };
    }

    private LegStep agreed(Optional<Body> answer) {
        return switch (exchange) {
            case OUTGOING ->
                with(Exchange.IDLE)
                        .act(new LegAction.SendAck(Optional.empty()))
                        .tell(new LegEvent.UpdateAgreed(answer));
            case OUTGOING_OFFERLESS -> with(Exchange.OUTGOING_ANSWERED).tell(new LegEvent.UpdateAgreed(answer));
            case IDLE, INCOMING, INCOMING_ANSWERED, OUTGOING_ANSWERED -> stay();
        };
    }

    private LegStep declined(int status) {
        if (exchange != Exchange.OUTGOING && exchange != Exchange.OUTGOING_OFFERLESS) {
            return stay();
        }
        if (status == 481 || status == 408) {
            // RFC 3261 12.2.1.2: "If the response for a request within a dialog is a 481 (Call/Transaction Does Not
            // Exist) or a 408 (Request Timeout), the UAC SHOULD terminate the dialog."
            return broken(Release.Kind.DIALOG_LOST);
        }
        return with(Exchange.IDLE).tell(new LegEvent.UpdateDeclined(status));
    }

    private LegStep hungUp(Release release) {
        return settled(new Gone(attempt))
                .act(new LegAction.StopTimer(LegTimer.ACK))
                .tell(new LegEvent.Released(release), new LegEvent.Over());
    }

    private LegStep broken(Release.Kind kind) {
        return end(Release.of(kind)).tell(new LegEvent.Released(Release.of(kind)));
    }

    private LegStep end(Release release) {
        return settled(new Releasing(attempt, fork))
                .act(new LegAction.StopTimer(LegTimer.ACK), new LegAction.SendBye(release));
    }

    /** Leaves no re-INVITE without an answer and no 2xx without an ACK. */
    private LegStep settled(LegState next) {
        return switch (exchange) {
            // RFC 3261 15.1.2: "It is RECOMMENDED that a 487 (Request Terminated) response be generated to those
            // pending requests."
            case INCOMING -> LegStep.to(next).act(new LegAction.SendUpdateRefusal(487));
            // RFC 3261 13.2.2.4: "The UAC core MUST generate an ACK request for each 2xx received from the transaction
            // layer."
            case OUTGOING_ANSWERED -> LegStep.to(next).act(new LegAction.SendAck(Optional.empty()));
            case IDLE, INCOMING_ANSWERED, OUTGOING, OUTGOING_OFFERLESS -> LegStep.to(next);
        };
    }

    private LegStep with(Exchange next) {
        return LegStep.to(new Established(attempt, fork, next));
    }
}
