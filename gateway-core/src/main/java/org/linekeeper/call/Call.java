package org.linekeeper.call;

import java.time.Instant;
import java.util.Optional;
import org.linekeeper.call.machine.Body;
import org.linekeeper.call.machine.CallMachine;
import org.linekeeper.call.machine.CallNote;
import org.linekeeper.call.machine.CallPhase;
import org.linekeeper.call.machine.CallState;
import org.linekeeper.call.machine.CallStep;
import org.linekeeper.call.machine.Ending;
import org.linekeeper.call.machine.LegAction;
import org.linekeeper.call.machine.LegEvent;
import org.linekeeper.call.machine.LegSignal;
import org.linekeeper.call.machine.Replaces;
import org.linekeeper.call.machine.Side;
import org.linekeeper.dns.Target;
import org.linekeeper.event.CallAnswered;
import org.linekeeper.event.CallDirection;
import org.linekeeper.event.CallEnded;
import org.linekeeper.event.CallOutcome;
import org.linekeeper.event.CallStarted;
import org.linekeeper.sip.loop.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one call: feeds the machine, does what it says, keeps the record. Owner loop only, but for the view. */
final class Call {
    private static final Logger log = LoggerFactory.getLogger(Call.class);

    /**
     * The names of a call.
     *
     * @param id the gateway's own
     * @param outboundCallId Call-ID of the callee leg
     */
    record Names(String id, String outboundCallId) {}

    private final CallTools tools;
    private final Loop loop;
    private final Names names;
    private final Admission.Bridged admission;
    private final CallMachine machine;
    private final CallLog record;
    private final Watcher watcher;
    private final Turns turns = new Turns();
    private final Legs legs;
    private final Transfers transfers;
    /** What the record says of another call once that has the seat it asks for. */
    private Optional<Seat.Link> link = Optional.empty();

    private volatile CallState state;
    private boolean finished;

    /**
     * @param beginning of no more use afterwards: it leads to the INVITE and its transaction
     * @param watcher told of the end
     */
    Call(
            CallTools tools,
            Loop loop,
            Names names,
            Admission.Bridged admission,
            Beginning beginning,
            Transfers transfers,
            Watcher watcher) {
        this.tools = tools;
        this.transfers = transfers;
        this.loop = loop;
        this.names = names;
        this.admission = admission;
        this.watcher = watcher;
        CallDirection direction = admission.facts().direction();
        this.machine = Dialects.of(admission.facts(), tools.ports().directory())
                .machine(direction, beginning.refusals(direction));
        this.record = new CallLog(names.id(), admission.facts(), beginning.sipCallId(), beginning.source(), now());
        this.legs = new Legs(
                beginning.caller(signal -> signal(Side.CALLER, signal)),
                beginning.callee(signal -> signal(Side.CALLEE, signal)));
        CallStep first = beginning.first(machine);
        this.state = first.next();
        turns.defer(() -> take(first));
    }

    /** Told once of each step of a call's end, on the loop of the call. */
    interface Watcher {
        /** Both legs are over. */
        void over(Call call);

        /** The record is kept or given up; nothing is left to show. */
        void kept(Call call);
    }

    String id() {
        return names.id();
    }

    String outboundCallId() {
        return names.outboundCallId();
    }

    String lineId() {
        return admission.facts().lineId().orElse("");
    }

    CallView view() {
        return record.view(state.phase());
    }

    /** Begins; the INVITE has been accepted for bridging. */
    void start() {
        tools.ports()
                .events()
                .publish(new CallStarted(
                        record.startedAt(), id(), admission.facts().direction(), lineId()));
        legs.trying();
        turns.run();
    }

    /** Ends the call from our side; any thread. */
    void stop() {
        loop.execute(() -> turns.enter(() -> take(machine.stop(state))));
    }

    /** Ends the call because somebody asked for it; any thread. */
    void release() {
        loop.execute(() -> turns.enter(() -> take(machine.release(state))));
    }

    /** Waits for no peer any more: both legs are let go, and the record says how far the call got; any thread. */
    void abandon() {
        loop.execute(() -> turns.enter(() -> take(machine.abandon(state))));
    }

    private void signal(Side side, LegSignal signal) {
        turns.enter(() -> {
            Optional<Leg> displaced = legs.displaced(side);
            if (displaced.isPresent()) {
                machine.late(signal).forEach(displaced.get()::perform);
                return;
            }
            Optional<Integer> refused = signal instanceof LegSignal.Referred referred
                    ? transfers.refusal(this, side, referred.refer())
                    : Optional.empty();
            if (refused.isPresent()) {
                perform(side, new LegAction.RefuseRefer(refused.get()));
            } else {
                LegSignal routed = signal instanceof LegSignal.Referred referred
                        ? new LegSignal.Referred(transfers.routed(this, side, referred.refer()))
                        : signal;
                take(machine.on(state, side, routed));
            }
        });
    }

    /** What somebody else has to say for the far end of a leg; nothing when that leg is gone. Any thread. */
    void heard(Side side, Leg leg, LegSignal signal) {
        loop.execute(() -> turns.enter(() -> {
            if (legs.isSeated(leg, side)) {
                take(machine.on(state, side, signal));
            }
        }));
    }

    /** Call-ID of the leg of that side, of the two that the call began with; any thread. */
    String sipCallId(Side side) {
        return side == Side.CALLER ? inboundCallId() : outboundCallId();
    }

    /** Names the dialog on the other side of that seat, for its far end; empty when it cannot be replaced. Owner loop. */
    Optional<String> dialogBeside(Seat seat) {
        boolean talks = state.phase() == CallPhase.TALKING && !seat.replaces().earlyOnly();
        return talks && legs.isMeant(seat) ? legs.replaces(seat.side().other()) : Optional.empty();
    }

    /** What another call tells over a leg that leads there; nothing when nobody sits there any more. Owner loop. */
    void crossed(CrossLeg leg, LegEvent event) {
        turns.enter(
                () -> legs.sideOf(leg).ifPresent(side -> take(machine.on(state, side, new LegSignal.Crossed(event)))));
    }

    /** Our tag in the dialog of the INVITE that came in; empty when none did. */
    Optional<String> inboundTag() {
        return legs.inboundTag();
    }

    /** The leg with that dialog, as far as can be told from any thread: all but the remote tag. */
    Optional<Seat> seat(Replaces replaces) {
        boolean outbound = replaces.callId().equals(outboundCallId());
        return outbound || replaces.callId().equals(inboundCallId())
                ? legs.sideOf(replaces, outbound).map(side -> new Seat(this, side, replaces))
                : Optional.empty();
    }

    /**
     * Somebody on another call wants a seat of this one. Owner loop.
     *
     * @param leg leads to that call, and hears what becomes of it
     * @param offer what it offers
     */
    void replace(Seat seat, CrossLeg leg, Optional<Body> offer) {
        turns.enter(() -> {
            CallMachine.Replacement outcome = legs.isMeant(seat)
                    ? machine.replace(state, seat.side(), seat.replaces().earlyOnly(), offer)
                    : new CallMachine.Replacement.Refused(481);
            if (outcome instanceof CallMachine.Replacement.Begun begun) {
                legs.third(leg);
                link = seat.link();
                take(begun.step());
            } else if (outcome instanceof CallMachine.Replacement.Refused refused) {
                leg.refuse(refused.status());
            }
        });
    }

    /** The leg that leads to the target of a transfer. */
    void join(CrossLeg third) {
        link = Optional.empty();
        legs.third(third);
    }

    /** This call's record, for what joins it with others. Owner loop. */
    CallLog record() {
        return record;
    }

    /** Who sits at that side, as records say it. */
    static CallOutcome.Party party(Side side) {
        return side == Side.CALLER ? CallOutcome.Party.CALLER : CallOutcome.Party.CALLEE;
    }

    Loop loop() {
        return loop;
    }

    Admission.Bridged admission() {
        return admission;
    }

    String source() {
        return record.source();
    }

    /** Call-ID of the leg that came in. */
    String inboundCallId() {
        return record.inboundCallId();
    }

    /** Whether the far end of that leg is on the Teams side. */
    boolean isTeams(Side side) {
        return (side == Side.CALLER) == (admission.facts().direction() == CallDirection.TEAMS_TO_PBX);
    }

    private void take(CallStep step) {
        state = step.next();
        boolean done = true;
        for (CallStep.LegOrder order : step.actions()) {
            done &= isPerformed(order);
        }
        step.notes().forEach(this::note);
        if (!done && !finished) {
            // Half of a step cannot be gone on with, and no far end could end the call any more.
            take(machine.abandon(state));
        }
    }

    /** One leg that fails must not keep the other one from hearing what it has to. */
    private boolean isPerformed(CallStep.LegOrder order) {
        try {
            perform(order.side(), order.action());
            return true;
        } catch (RuntimeException e) {
            log.error("Call {} failed at {}", id(), order.action().getClass().getSimpleName(), e);
            return false;
        }
    }

    /** Does what is wanted of the leg that sits there, if any does. Owner loop. */
    void perform(Side side, LegAction action) {
        Leg leg = legs.at(side);
        if (leg == null) {
            return;
        }
        if (action instanceof LegAction.PassRefer pass) {
            transfers.passed().pass(this, side, pass.refer(), leg);
            return;
        }
        if (action instanceof LegAction.TakeSeat take) {
            legs.move(side, take.seat());
            return;
        }
        leg.perform(action);
        if (action instanceof LegAction.SendInvite) {
            legs.lastTarget().ifPresent(this::invited);
        }
    }

    private void invited(Target target) {
        record.sent(new CallView.Outbound(
                names.outboundCallId(),
                Targets.shown(target),
                admission.invite().callerSent(),
                admission.invite().calleeSent()));
    }

    private void note(CallNote note) {
        if (note instanceof CallNote.Ringing) {
            record.ringing(now());
        } else if (note instanceof CallNote.Answered answered) {
            record.answered(now(), answered.description());
            tools.ports().events().publish(new CallAnswered(now(), id()));
        } else if (note instanceof CallNote.Referred referred) {
            transfers.place(this, referred);
        } else if (note instanceof CallNote.NotPassed notPassed) {
            transfers.passed().refused(this, notPassed.status());
        } else if (note instanceof CallNote.Transferred) {
            link.ifPresentOrElse(wanted -> wanted.into(record), () -> record.transferEnded(200));
        } else if (note instanceof CallNote.NotTransferred failed) {
            record.transferEnded(failed.status());
            transfers.passed().failed(this);
        } else if (note instanceof CallNote.Finished finished) {
            finish(finished.ending());
        }
    }

    private void finish(Ending ending) {
        if (finished) {
            return;
        }
        finished = true;
        legs.close();
        CallEnded ended = new CallEnded(
                now(),
                record.ended(
                        now(),
                        CallOutcomes.of(ending, new EndedCall(tools.ports().directory(), admission, record)),
                        ending.reasons()));
        watcher.over(this);
        // A disk that refuses must cost no line its next call: the place is free by now, only the view waits.
        tools.ports().events().ended(ended).whenComplete((kept, failure) -> loop.execute(() -> watcher.kept(this)));
    }

    private Instant now() {
        return tools.ports().clock().instant();
    }
}
