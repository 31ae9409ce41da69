package org.linekeeper.call.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Joins two legs. It knows no header, and a leg knows nothing of the other.
 *
 * <pre>
 * phase            event                         to the other leg            next phase
 * SETUP, RINGING   callee Progress               Ring                        RINGING
 * SETUP, RINGING   callee Answered               Accept                      TALKING
 * SETUP, RINGING   callee Failed                 Refuse (by policy)          ENDING
 * SETUP, RINGING   caller GaveUp                 Hangup                      ENDING
 * TALKING          UpdateOffered                 Update
 * TALKING          UpdateAgreed, UpdateDeclined  AcceptUpdate, RefuseUpdate
 * TALKING          Acknowledged                  Acknowledge
 * TALKING          Changed, Wanted, Described    Adopt
 * TALKING          Released                      Hangup                      ENDING
 * any              Over of all legs              note: Finished
 * </pre>
 *
 * <p>While one leg is replaced by another, {@link Transferring} has the first word.
 */
final class Bridge {
    static final int MAX_HOPS = 2;

    /** While a transfer is in one of these, the BYE to the transferor waits until it knows how that ended. */
    private static final Set<Transfer.Stage> WAITING_FOR_NOTIFY =
            Set.of(Transfer.Stage.PASSED, Transfer.Stage.PLACED, Transfer.Stage.ANSWERED, Transfer.Stage.NOTIFYING);

    private final RefusalPolicy policy;

    Bridge(RefusalPolicy policy) {
        this.policy = policy;
    }

    /** A command for one of the legs. */
    record Order(Side side, LegCommand command) {}

    /** The next state, orders in their order, and notes. */
    record BridgeStep(BridgeState next, List<Order> orders, List<CallNote> notes) {
        static BridgeStep to(BridgeState next) {
            return new BridgeStep(next, List.of(), List.of());
        }

        BridgeStep order(Side side, LegCommand command) {
            List<Order> all = new ArrayList<>(orders);
            all.add(new Order(side, command));
            return new BridgeStep(next, all, notes);
        }

        BridgeStep note(CallNote note) {
            List<CallNote> all = new ArrayList<>(notes);
            all.add(note);
            return new BridgeStep(next, orders, all);
        }
    }

    BridgeStep on(BridgeState state, Side from, LegEvent event) {
        if (event instanceof LegEvent.Over) {
            return over(state.over(from));
        }
        return switch (state.phase()) {
            case SETUP, RINGING -> settingUp(state, event);
            case TALKING -> Transferring.on(state, from, event).orElseGet(() -> talking(state, from, event));
            case ENDING -> ending(state, from, event);
        };
    }

    /** The gateway ends the call. */
    BridgeStep stop(BridgeState state, Release release) {
        return switch (state.phase()) {
            case SETUP, RINGING, TALKING ->
                BridgeStep.to(state.ending(
                                release.kind() == Release.Kind.OPERATOR
                                        ? new Ending.Released()
                                        : new Ending.Stopped(state.answered())))
                        .order(Side.CALLER, new LegCommand.Hangup(release))
                        .order(Side.CALLEE, new LegCommand.Hangup(release))
                        .order(Side.THIRD, new LegCommand.Hangup(release));
            case ENDING ->
                // Who still waits for its last NOTIFY waits no longer.
                BridgeStep.to(state).order(state.transfer().by(), new LegCommand.Hangup(release));
        };
    }

    private static BridgeStep ending(BridgeState state, Side from, LegEvent event) {
        BridgeStep stay = BridgeStep.to(state);
        if (event instanceof LegEvent.Notified) {
            return stay.order(from, new LegCommand.Hangup(Release.of(Release.Kind.HANGUP)));
        }
        return event instanceof LegEvent.Referred ? stay.order(from, new LegCommand.RefuseRefer(481)) : stay;
    }

    private BridgeStep settingUp(BridgeState state, LegEvent event) {
        if (event instanceof LegEvent.Progress progress) {
            BridgeStep step = BridgeStep.to(state.in(CallPhase.RINGING))
                    .order(Side.CALLER, new LegCommand.Ring(progress.status(), progress.phrase(), progress.body()));
            return state.phase() == CallPhase.SETUP ? step.note(new CallNote.Ringing()) : step;
        }
        if (event instanceof LegEvent.Answered answered) {
            return BridgeStep.to(state.in(CallPhase.TALKING))
                    .order(Side.CALLER, new LegCommand.Accept(answered.body()))
                    .note(new CallNote.Answered(answered.body()));
        }
        if (event instanceof LegEvent.Failed failed) {
            Refusal refusal = policy.refusal(failed.failure());
            return BridgeStep.to(state.ending(new Ending.NotReached(failed.failure(), refusal)))
                    .order(Side.CALLER, new LegCommand.Refuse(refusal));
        }
        if (event instanceof LegEvent.GaveUp gaveUp) {
            return BridgeStep.to(
                            state.ending(new Ending.GivenUp(gaveUp.release().reasons())))
                    .order(Side.CALLEE, new LegCommand.Hangup(gaveUp.release()));
        }
        return BridgeStep.to(state);
    }

    private static BridgeStep talking(BridgeState state, Side from, LegEvent event) {
        BridgeStep stay = BridgeStep.to(state);
        if (event instanceof LegEvent.UpdateOffered offered) {
            return stay.order(state.across(from), new LegCommand.Update(offered.offer()));
        }
        if (event instanceof LegEvent.UpdateAgreed agreed) {
            return stay.order(state.across(from), new LegCommand.AcceptUpdate(agreed.answer()));
        }
        if (event instanceof LegEvent.UpdateDeclined declined) {
            return stay.order(state.across(from), new LegCommand.RefuseUpdate(declined.status(), declined.phrase()));
        }
        if (event instanceof LegEvent.Acknowledged acknowledged) {
            return stay.order(state.across(from), new LegCommand.Acknowledge(acknowledged.body()));
        }
        if (event instanceof LegEvent.Changed changed) {
            // Far ends that make a new description of every answer would go on for ever.
            return changed.hops() >= MAX_HOPS
                    ? stay
                    : stay.order(state.across(from), new LegCommand.Adopt(changed.description(), changed.hops() + 1));
        }
        if (event instanceof LegEvent.Wanted wanted) {
            return stay.order(state.across(from), new LegCommand.Adopt(wanted.description(), MAX_HOPS, true));
        }
        if (event instanceof LegEvent.Described described) {
            return stay.order(state.across(from), new LegCommand.Adopt(described.description(), MAX_HOPS));
        }
        if (event instanceof LegEvent.Released released) {
            return released(state, from, released.release());
        }
        return stay;
    }

    static BridgeStep released(BridgeState state, Side from, Release release) {
        Ending ending = release.kind() == Release.Kind.HANGUP
                ? new Ending.HungUp(state.seat(from), release.reasons())
                : new Ending.Broken(state.seat(from), release.kind());
        BridgeStep step = BridgeStep.to(state.ending(ending));
        Transfer transfer = state.transfer();
        return Transferring.ended(
                WAITING_FOR_NOTIFY.contains(transfer.stage())
                        ? step
                        : step.order(state.across(from), new LegCommand.Hangup(release)),
                transfer,
                release);
    }

    private static BridgeStep over(BridgeState state) {
        Optional<Ending> ending = state.ending();
        return state.empty() && ending.isPresent()
                ? BridgeStep.to(state).note(new CallNote.Finished(ending.get()))
                : BridgeStep.to(state);
    }
}
