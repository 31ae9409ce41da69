package org.linekeeper.call.machine;

import java.util.List;
import java.util.Optional;

/**
 * A leg whose far end is another call of ours: what the bridge orders there is an event here, and the other way round. So two calls
 * are joined, and neither bridge knows.
 *
 * @param stage how the two stand to each other
 * @param described what is behind it, as it said last
 */
record Across(Stage stage, Optional<Body> described) implements LegState {
    /** How two calls stand to each other. */
    enum Stage {
        /** This call waits for what becomes of the other. */
        WAITING,
        /** The other call waits for what becomes of this one. */
        AWAITED,
        /** Both talk. */
        JOINED
    }

    @Override
    public LegStep on(LegInput input) {
        if (input instanceof LegSignal.Crossed crossed) {
            return crossed(crossed.event());
        }
        if (input instanceof LegCommand.Describe) {
            return stay().tell(new LegEvent.Described(described));
        }
        if (input instanceof LegCommand.PassRefer) {
            return stay().tell(new LegEvent.ReferAnswered(491));
        }
        if (input instanceof LegCommand.Hangup hangup) {
            return gone().act(new LegAction.Cross(new LegEvent.Released(hangup.release())))
                    .tell(new LegEvent.Over());
        }
        return stage == Stage.JOINED ? onTalk(input) : onSetup(input);
    }

    private LegStep onSetup(LegInput input) {
        if (input instanceof LegCommand.Ring ring) {
            return cross(new LegEvent.Progress(ring.status(), ring.phrase(), ring.body()));
        }
        if (input instanceof LegCommand.Accept accept) {
            return joined().act(new LegAction.Cross(new LegEvent.Answered(accept.body())));
        }
        if (input instanceof LegCommand.Refuse refuse) {
            Refusal refusal = refuse.refusal();
            return gone().act(new LegAction.Cross(new LegEvent.Failed(new LegFailure(
                            LegFailure.Kind.REJECTED,
                            refusal.status(),
                            refusal.phrase(),
                            refusal.retryAfter(),
                            refusal.reasons()))))
                    .tell(new LegEvent.Over());
        }
        return stay();
    }

    private LegStep onTalk(LegInput input) {
        if (input instanceof LegCommand.Update update) {
            return cross(new LegEvent.UpdateOffered(update.offer()));
        }
        if (input instanceof LegCommand.AcceptUpdate accept) {
            return cross(new LegEvent.UpdateAgreed(accept.answer()));
        }
        if (input instanceof LegCommand.RefuseUpdate refuse) {
            return cross(new LegEvent.UpdateDeclined(refuse.status(), refuse.phrase()));
        }
        if (input instanceof LegCommand.Acknowledge acknowledge) {
            return cross(new LegEvent.Acknowledged(acknowledge.body()));
        }
        if (input instanceof LegCommand.Adopt adopt && adopt.awaited()) {
            return cross(new LegEvent.Wanted(adopt.description()));
        }
        if (input instanceof LegCommand.Adopt adopt) {
            // A crossing between two calls is none between two far ends.
            return cross(new LegEvent.Changed(adopt.description(), Math.max(0, adopt.hops() - 1)));
        }
        return stay();
    }

    private LegStep crossed(LegEvent event) {
        if (event instanceof LegEvent.Released released) {
            return ended(released.release());
        }
        if (event instanceof LegEvent.Failed) {
            return gone().tell(event, new LegEvent.Over());
        }
        if (event instanceof LegEvent.Answered answered) {
            return describedBy(answered.body()).joined().tell(event);
        }
        if (event instanceof LegEvent.UpdateOffered offered) {
            return LegStep.to(describedBy(offered.offer())).tell(event);
        }
        if (event instanceof LegEvent.UpdateAgreed agreed) {
            return LegStep.to(describedBy(agreed.answer())).tell(event);
        }
        if (event instanceof LegEvent.Wanted wanted) {
            return LegStep.to(describedBy(wanted.description())).tell(event);
        }
        if (event instanceof LegEvent.Changed changed) {
            return LegStep.to(describedBy(changed.description())).tell(event);
        }
        return stay().tell(event);
    }

    private LegStep ended(Release release) {
        LegEvent event =
                switch (stage) {
                    // RFC 3891 3: "If the Replaces header field matches a confirmed dialog [that has been] terminated,
                    // the UA SHOULD ... return a 603 (Declined)".
                    case WAITING ->
                        new LegEvent.Failed(
                                new LegFailure(LegFailure.Kind.REJECTED, 603, "Declined", Optional.empty(), List.of()));
                    case AWAITED -> new LegEvent.GaveUp(release);
                    case JOINED -> new LegEvent.Released(release);
                };
        return gone().tell(event, new LegEvent.Over());
    }

    private Across describedBy(Optional<Body> body) {
        return body.isPresent() ? new Across(stage, body) : this;
    }

    private LegStep joined() {
        return LegStep.to(new Across(Stage.JOINED, described));
    }

    private LegStep cross(LegEvent event) {
        return stay().act(new LegAction.Cross(event));
    }

    private static LegStep gone() {
        return LegStep.to(new Gone(0));
    }
}
