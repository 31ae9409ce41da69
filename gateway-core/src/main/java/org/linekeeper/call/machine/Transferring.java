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
        if (refer.passage().isPresent()) {
            return BridgeStep.to(state.with(Transfer.by(by, Stage.PASSED), Optional.of(refer)))
                    .order(by, new LegCommand.AcceptRefer())
                    .order(survivor, new LegCommand.PassRefer(refer));
        }
        return BridgeStep.to(state.with(Transfer.by(by, Stage.ASKED), Optional.of(refer)))
                .order(survivor, new LegCommand.Describe());
    }

    /** Somebody wants this one's seat. */
    static BridgeState replacing(BridgeState state, Side by) {
        return state.with(Transfer.by(by, Stage.REPLACING), Optional.empty()).withThird();
    }

    static Optional<BridgeStep> on(BridgeState state, Side from, LegEvent event) {
        Transfer transfer = state.transfer();
        if (event instanceof LegEvent.Referred && !mayRefer(transfer, from)) {
            return Optional.of(BridgeStep.to(state).order(from, new LegCommand.RefuseRefer(491)));
        }
        if (event instanceof LegEvent.Wanted && isBusy(transfer, from)) {
            return Optional.of(BridgeStep.to(state).order(from, new LegCommand.RefuseUpdate(491)));
        }
        return switch (transfer.stage()) {
            case NONE ->
                event instanceof LegEvent.Referred referred
                        ? step(referred(state, from, referred.refer()))
                        : Optional.empty();
            case ASKED -> asked(state, from, event);
            case PASSED -> PassedOn.on(state, from, event);
            case PLACED -> placed(state, from, event);
            case ANSWERED -> answered(state, from, event);
            case REPLACING -> replacing(state, from, event);
            case TAKEN -> taken(state, from, event);
            case NOTIFYING -> notifying(state, from, event);
        };
    }

    /** One transfer at a time; whose last one failed may go on at once. */
    private static boolean mayRefer(Transfer transfer, Side from) {
        return transfer.stage() == Stage.NONE || (transfer.stage() == Stage.NOTIFYING && from == transfer.by());
    }

    /** Between the two all goes on as before, but for a BYE to the transferor, which the NOTIFY must not follow. */
    private static Optional<BridgeStep> notifying(BridgeState state, Side from, LegEvent event) {
        if (event instanceof LegEvent.Referred referred) {
            return step(referred(state, from, referred.refer()));
        }
        if (from != state.transfer().by()) {
            return Optional.empty();
        }
        if (event instanceof LegEvent.Notified) {
            return step(BridgeStep.to(state.with(Transfer.NONE)));
        }
        return event instanceof LegEvent.Released released
                ? step(Bridge.released(state.with(Transfer.NONE), from, released.release()))
                : Optional.empty();
    }

    /** Whether one change at a time is enough for that one: whoever waits for another is not left waiting. */
    private static boolean isBusy(Transfer transfer, Side from) {
        return switch (transfer.stage()) {
            case NONE, ASKED, NOTIFYING -> false;
            case PASSED -> transfer.gone();
            case PLACED, ANSWERED, REPLACING -> true;
            case TAKEN -> from == transfer.by();
        };
    }

    /** The call is over in the middle of it. */
    static BridgeStep ended(BridgeStep step, Transfer transfer, Release release) {
        return switch (transfer.stage()) {
            // Its BYE waits for the answer to the NOTIFY that was sent.
            case NONE, NOTIFYING -> step;
            case ASKED -> step.order(transfer.by(), new LegCommand.RefuseRefer(487));
            case PASSED ->
                // Its BYE waits for the NOTIFY.
                step.order(transfer.by(), new LegCommand.Notify(487, "Request Terminated", true));
            case PLACED, ANSWERED ->
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
            if (state.refer().filter(Refer::accepted).isPresent()) {
                LegFailure failure = rejected(491, "Request Pending");
                return step(failed(state, failure, new Ending.NotTransferred(transfer.by(), failure)));
            }
            return Optional.of(
                    BridgeStep.to(state.with(Transfer.NONE)).order(transfer.by(), new LegCommand.RefuseRefer(491)));
        }
        Refer refer = state.refer().get();
        BridgeStep placed = BridgeStep.to(state.with(transfer.at(Stage.PLACED)).withThird());
        return step((refer.accepted() ? placed : placed.order(transfer.by(), new LegCommand.AcceptRefer()))
                .note(new CallNote.Referred(transfer.by(), refer, Session.active(described.description()))));
    }

    private static Optional<BridgeStep> placed(BridgeState state, Side from, LegEvent event) {
        Transfer transfer = state.transfer();
        Side by = transfer.by();
        if (from == Side.THIRD) {
            if (event instanceof LegEvent.Progress progress) {
                LegCommand notify = new LegCommand.Notify(progress.status(), progress.phrase(), false);
                // There is no ringing in an established dialog; what the target plays itself can be heard.
                return step(
                        progress.body().isEmpty()
                                ? BridgeStep.to(state).order(by, notify)
                                : BridgeStep.to(state.with(transfer.hearing()))
                                        .order(by, notify)
                                        .order(
                                                transfer.survivor(),
                                                new LegCommand.Adopt(progress.body(), Bridge.MAX_HOPS)));
            }
            if (event instanceof LegEvent.Answered answered) {
                return step(BridgeStep.to(state.with(transfer.at(Stage.ANSWERED)))
                        .order(transfer.survivor(), new LegCommand.RefuseUpdate(491))
                        .order(by, new LegCommand.RefuseUpdate(491))
                        .order(transfer.survivor(), new LegCommand.Adopt(answered.body(), 0, true)));
            }
            if (event instanceof LegEvent.Failed failed) {
                return step(failed(state, failed.failure(), new Ending.NotTransferred(by, failed.failure())));
            }
            return step(BridgeStep.to(state));
        }
        return hangsUp(state, from, event);
    }

    /** Nobody has lost anything yet: a survivor that refuses keeps what it had, and the transferor the call. */
    private static Optional<BridgeStep> answered(BridgeState state, Side from, LegEvent event) {
        Transfer transfer = state.transfer();
        BridgeStep stay = BridgeStep.to(state);
        if (event instanceof LegEvent.UpdateOffered) {
            return step(stay.order(from, new LegCommand.RefuseUpdate(491)));
        }
        if (from == Side.THIRD) {
            return step(event instanceof LegEvent.Released ? lost(state) : stay);
        }
        if (from == transfer.by()) {
            // What it has to say of its media is of no interest any more.
            return event instanceof LegEvent.Changed ? step(stay) : hangsUp(state, from, event);
        }
        if (event instanceof LegEvent.UpdateAgreed agreed) {
            return step(take(state)
                    .order(Side.THIRD, new LegCommand.Adopt(Session.active(agreed.answer()), 1))
                    .order(transfer.by(), new LegCommand.Notify(200, "OK", true)));
        }
        if (event instanceof LegEvent.UpdateDeclined declined) {
            Release release = new Release(Release.Kind.HANGUP, List.of("SIP;cause=" + declined.status()));
            Ending ending = new Ending.NotJoined(transfer.by(), declined.status());
            Refusal told = Refusal.within(declined.status(), declined.phrase());
            String phrase = told.phrase().isEmpty() ? "Not Acceptable Here" : told.phrase();
            return step(failed(state, rejected(told.status(), phrase), ending)
                    .order(Side.THIRD, new LegCommand.Hangup(release)));
        }
        return event instanceof LegEvent.Changed ? step(stay) : Optional.empty();
    }

    /** The target has answered and hung up in one breath. */
    private static BridgeStep lost(BridgeState state) {
        LegFailure failure = rejected(487, "Request Terminated");
        return failed(state, failure, new Ending.NotTransferred(state.transfer().by(), failure));
    }

    static LegFailure rejected(int status, String phrase) {
        return new LegFailure(LegFailure.Kind.REJECTED, status, phrase, Optional.empty(), List.of());
    }

    /** The transferor goes before the target has answered: the transferee stays, and the target rings on. */
    static Optional<BridgeStep> hangsUp(BridgeState state, Side from, LegEvent event) {
        Transfer transfer = state.transfer();
        if (from == transfer.by() && event instanceof LegEvent.Released) {
            return step(BridgeStep.to(state.with(transfer.left()))
                    .order(transfer.survivor(), new LegCommand.RefuseUpdate(491)));
        }
        // Nobody is there to answer until the target is.
        return transfer.gone() && event instanceof LegEvent.UpdateOffered
                ? step(BridgeStep.to(state).order(from, new LegCommand.RefuseUpdate(491)))
                : Optional.empty();
    }

    static BridgeStep failed(BridgeState state, LegFailure failure, Ending ending) {
        Transfer transfer = state.transfer();
        int status = failure.status() == 0 ? 503 : failure.status();
        BridgeStep step = transfer.gone()
                ? BridgeStep.to(state.with(Transfer.NONE).ending(ending))
                        .order(
                                transfer.survivor(),
                                new LegCommand.Hangup(new Release(Release.Kind.HANGUP, List.of("SIP;cause=" + status))))
                : restored(state.with(Transfer.by(transfer.by(), Stage.NOTIFYING)), transfer)
                        .order(transfer.by(), new LegCommand.Notify(status, failure.phrase(), true));
        return step.note(new CallNote.NotTransferred(status));
    }

    /** The survivor has media again that somebody sends. */
    private static BridgeStep restored(BridgeState without, Transfer transfer) {
        BridgeStep step = BridgeStep.to(without);
        return transfer.heard() || transfer.stage() == Stage.ANSWERED
                ? step.order(transfer.by(), new LegCommand.Describe())
                : step;
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
            BridgeState without = state.with(Transfer.NONE);
            BridgeStep step = transfer.gone()
                    ? BridgeStep.to(without.ending(new Ending.HungUp(transfer.by())))
                            .order(transfer.survivor(), new LegCommand.Hangup(Release.of(Release.Kind.HANGUP)))
                    : BridgeStep.to(without);
            return step(step.order(
                    Side.THIRD, new LegCommand.Refuse(Refusal.within(declined.status(), declined.phrase()))));
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
