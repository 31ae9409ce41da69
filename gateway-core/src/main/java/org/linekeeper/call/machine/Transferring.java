package org.linekeeper.call.machine;

import java.util.List;
import java.util.Optional;
import org.linekeeper.call.machine.Bridge.BridgeStep;
import org.linekeeper.call.machine.Transfer.Stage;

/** What the bridge does while there is a third seat; gives nothing where all goes on as between two. */
final class Transferring {
    private Transferring() {}

    /** A REFER came and may be executed. */
    private static BridgeStep referred(BridgeState state, Side by, Refer refer) {
        Side survivor = by.other();
        return BridgeStep.to(state.with(Transfer.by(by, Stage.ASKED), Optional.of(refer)))
                .order(survivor, new LegCommand.Describe());
    }

    /** Somebody wants this one's seat. */
    static BridgeState replacing(BridgeState state, Side by) {
        return state.with(Transfer.by(by, Stage.REPLACING), Optional.empty()).withThird();
    }

    static Optional<BridgeStep> on(BridgeState state, Side from, LegEvent event) {
        Transfer transfer = state.transfer();
        if (event instanceof LegEvent.Referred && transfer.stage() != Stage.NONE) {
            return Optional.of(BridgeStep.to(state).order(from, new LegCommand.RefuseRefer(491)));
        }
        return switch (transfer.stage()) {
            case NONE ->
                event instanceof LegEvent.Referred referred
                        ? step(referred(state, from, referred.refer()))
                        : Optional.empty();
            case ASKED -> asked(state, from, event);
            case PLACED -> placed(state, from, event);
            case REPLACING -> replacing(state, from, event);
            case TAKEN -> taken(state, from, event);
        };
    }

    /** The call is over in the middle of it. */
    static BridgeStep ended(BridgeStep step, Transfer transfer, Release release) {
        return switch (transfer.stage()) {
            case NONE -> step;
            case ASKED -> step.order(transfer.by(), new LegCommand.RefuseRefer(487));
            case PLACED ->
                // Its BYE waits for the NOTIFY.
                step.order(transfer.by(), new LegCommand.Notify(487, "Request Terminated", true))
                        .order(Side.THIRD, new LegCommand.Hangup(release));
            case REPLACING, TAKEN -> step.order(Side.THIRD, new LegCommand.Hangup(release));
        };
    }

    private static Optional<BridgeStep> asked(BridgeState state, Side from, LegEvent event) {
        Transfer transfer = state.transfer();
        if (!(event instanceof LegEvent.Described described) || from != transfer.survivor()) {
            return Optional.empty();
        }
        if (described.description().isEmpty() || state.refer().isEmpty()) {
            // Teams takes no INVITE without an offer, and there is none yet.
            return Optional.of(
                    BridgeStep.to(state.with(Transfer.NONE)).order(transfer.by(), new LegCommand.RefuseRefer(491)));
        }
        Refer refer = state.refer().get();
        return Optional.of(BridgeStep.to(state.with(transfer.at(Stage.PLACED)).withThird())
                .order(transfer.by(), new LegCommand.AcceptRefer())
                .note(new CallNote.Referred(transfer.by(), refer, Session.active(described.description()))));
    }

    private static Optional<BridgeStep> placed(BridgeState state, Side from, LegEvent event) {
        Transfer transfer = state.transfer();
        Side by = transfer.by();
        if (from == Side.THIRD) {
            if (event instanceof LegEvent.Progress progress) {
                return step(BridgeStep.to(state)
                        .order(by, new LegCommand.Notify(progress.status(), progress.phrase(), false)));
            }
            if (event instanceof LegEvent.Answered answered) {
                return step(take(state)
                        .order(transfer.survivor(), new LegCommand.RefuseUpdate(491))
                        .order(transfer.survivor(), new LegCommand.Adopt(answered.body(), 0))
                        .order(by, new LegCommand.Notify(200, "OK", true)));
            }
            if (event instanceof LegEvent.Failed failed) {
                return step(failed(state, failed.failure()));
            }
            return step(BridgeStep.to(state));
        }
        return hangsUp(state, from, event);
    }

    /** The transferor goes before the target has answered: the transferee stays, and the target rings on. */
    private static Optional<BridgeStep> hangsUp(BridgeState state, Side from, LegEvent event) {
        Transfer transfer = state.transfer();
        if (from == transfer.by() && event instanceof LegEvent.Released) {
            return step(BridgeStep.to(state.with(new Transfer(transfer.stage(), from, true)))
                    .order(transfer.survivor(), new LegCommand.RefuseUpdate(491)));
        }
        // Nobody is there to answer until the target is.
        return transfer.gone() && event instanceof LegEvent.UpdateOffered
                ? step(BridgeStep.to(state).order(from, new LegCommand.RefuseUpdate(491)))
                : Optional.empty();
    }

    private static BridgeStep failed(BridgeState state, LegFailure failure) {
        Transfer transfer = state.transfer();
        int status = failure.status() == 0 ? 503 : failure.status();
        BridgeState without = state.with(Transfer.NONE);
        BridgeStep step = transfer.gone()
                ? BridgeStep.to(without.ending(new Ending.NotTransferred(transfer.by(), failure)))
                        .order(
                                transfer.survivor(),
                                new LegCommand.Hangup(new Release(Release.Kind.HANGUP, List.of("SIP;cause=" + status))))
                : BridgeStep.to(without).order(transfer.by(), new LegCommand.Notify(status, failure.phrase(), true));
        return step.note(new CallNote.NotTransferred(status));
    }

    private static Optional<BridgeStep> replacing(BridgeState state, Side from, LegEvent event) {
        Transfer transfer = state.transfer();
        if (from == Side.THIRD) {
            if (event instanceof LegEvent.UpdateOffered offered) {
                return step(BridgeStep.to(state).order(transfer.survivor(), new LegCommand.Update(offered.offer())));
            }
            if (event instanceof LegEvent.GaveUp) {
                return step(unwanted(state));
            }
            return step(BridgeStep.to(state));
        }
        if (from == transfer.by()) {
            // One offer at a time: the survivor has that of the new one.
            return event instanceof LegEvent.UpdateOffered
                    ? step(BridgeStep.to(state).order(from, new LegCommand.RefuseUpdate(491)))
                    : hangsUp(state, from, event);
        }
        if (event instanceof LegEvent.UpdateOffered && transfer.gone()) {
            return step(BridgeStep.to(state).order(from, new LegCommand.RefuseUpdate(491)));
        }
        if (event instanceof LegEvent.UpdateAgreed agreed) {
            return step(take(state)
                    .order(Side.THIRD, new LegCommand.Accept(agreed.answer()))
                    .order(transfer.by(), new LegCommand.Hangup(Release.of(Release.Kind.HANGUP))));
        }
        if (event instanceof LegEvent.UpdateDeclined declined) {
            int status = declined.status();
            BridgeState without = state.with(Transfer.NONE);
            BridgeStep step = transfer.gone()
                    ? BridgeStep.to(without.ending(new Ending.HungUp(transfer.by())))
                            .order(transfer.survivor(), new LegCommand.Hangup(Release.of(Release.Kind.HANGUP)))
                    : BridgeStep.to(without);
            return step(step.order(Side.THIRD, new LegCommand.Refuse(Refusal.of(status, ""))));
        }
        return Optional.empty();
    }

    /** The one who wanted the seat is gone; the survivor may have been offered his description already. */
    private static BridgeStep unwanted(BridgeState state) {
        Transfer transfer = state.transfer();
        BridgeState without = state.with(Transfer.NONE);
        return transfer.gone()
                ? BridgeStep.to(without.ending(new Ending.HungUp(transfer.by())))
                        .order(transfer.survivor(), new LegCommand.Hangup(Release.of(Release.Kind.HANGUP)))
                : BridgeStep.to(without).order(transfer.by(), new LegCommand.Describe());
    }

    private static Optional<BridgeStep> taken(BridgeState state, Side from, LegEvent event) {
        if (from != state.transfer().by()) {
            return Optional.empty();
        }
        BridgeStep stay = BridgeStep.to(state);
        if (event instanceof LegEvent.Notified) {
            return step(stay.order(from, new LegCommand.Hangup(Release.of(Release.Kind.HANGUP))));
        }
        return step(
                event instanceof LegEvent.UpdateOffered ? stay.order(from, new LegCommand.RefuseUpdate(491)) : stay);
    }

    private static BridgeStep take(BridgeState state) {
        return BridgeStep.to(state.with(state.transfer().at(Stage.TAKEN)))
                .note(new CallNote.Transferred(state.transfer().by()));
    }

    private static Optional<BridgeStep> step(BridgeStep step) {
        return Optional.of(step);
    }
}
