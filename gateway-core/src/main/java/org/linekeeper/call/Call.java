package org.linekeeper.call;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import javax.sip.header.ContactHeader;
import javax.sip.message.Request;
import org.linekeeper.call.machine.CallMachine;
import org.linekeeper.call.machine.CallNote;
import org.linekeeper.call.machine.CallState;
import org.linekeeper.call.machine.CallStep;
import org.linekeeper.call.machine.Dialect;
import org.linekeeper.call.machine.Ending;
import org.linekeeper.call.machine.Hunt;
import org.linekeeper.call.machine.LegAction;
import org.linekeeper.call.machine.LegSignal;
import org.linekeeper.call.machine.Side;
import org.linekeeper.config.model.Line;
import org.linekeeper.dns.Target;
import org.linekeeper.event.CallAnswered;
import org.linekeeper.event.CallDirection;
import org.linekeeper.event.CallEnded;
import org.linekeeper.event.CallOutcome;
import org.linekeeper.event.CallStarted;
import org.linekeeper.sip.loop.Loop;

/** Runs one call: feeds the machine, does what it says, keeps the record. Owner loop only, but for the view. */
final class Call {
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
    private final Deque<Runnable> inbox = new ArrayDeque<>();
    private final CallerLeg caller;
    private final CalleeLeg callee;
    private volatile CallState state;
    private boolean running;
    private boolean finished;

    /**
     * @param watcher told of the end
     */
    Call(CallTools tools, Loop loop, Names names, Admission.Bridged admission, Opening opening, Watcher watcher) {
        this.tools = tools;
        this.loop = loop;
        this.names = names;
        this.admission = admission;
        this.watcher = watcher;
        this.machine = switch (admission.facts().direction()) {
            case TEAMS_TO_PBX -> new CallMachine(FailureCodes.towardsTeams(), Dialect.TEAMS, Dialect.PBX);
            case PBX_TO_TEAMS -> new CallMachine(FailureCodes.towardsPbx(), Dialect.PBX, Dialect.TEAMS);
        };
        this.record =
                new CallLog(names.id(), admission.facts(), opening.arrival().invite(), now());
        this.caller =
                new CallerLeg(tools, loop, opening.arrival(), opening.contact(), signal -> signal(Side.CALLER, signal));
        this.callee = new CalleeLeg(
                tools, loop, admission.invite(), names.outboundCallId(), signal -> signal(Side.CALLEE, signal));
        Request invite = opening.arrival().invite().request();
        CallStep first = machine.start(new CallMachine.Invitation(
                Hunt.through(admission.destinations()),
                SipMessages.body(invite),
                admission.invite().body(),
                SessionHeaders.terms(invite)));
        this.state = first.next();
        inbox.add(() -> take(first));
    }

    /** Told once of each step of a call's end, on the loop of the call. */
    interface Watcher {
        /** Both legs are over. */
        void over(Call call);

        /** The record is kept or given up; nothing is left to show. */
        void kept(Call call);
    }

    /** How the caller's INVITE is taken. */
    record Opening(CallerLeg.Arrival arrival, Supplier<ContactHeader> contact) {}

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
        caller.trying();
        run();
    }

    /** Ends the call from our side; any thread. */
    void stop() {
        loop.execute(() -> enter(() -> take(machine.stop(state))));
    }

    /** Ends the call because somebody asked for it; any thread. */
    void release() {
        loop.execute(() -> enter(() -> take(machine.release(state))));
    }

    /** Waits for no peer any more: both legs are let go, and the record says how far the call got; any thread. */
    void abandon() {
        loop.execute(() -> enter(() -> take(machine.abandon(state))));
    }

    private void signal(Side side, LegSignal signal) {
        enter(() -> take(machine.on(state, side, signal)));
    }

    /** What a leg signals while it performs an action waits until the step is done. */
    private void enter(Runnable input) {
        inbox.add(input);
        run();
    }

    private void run() {
        if (running) {
            return;
        }
        running = true;
        try {
            for (Runnable next = inbox.poll(); next != null; next = inbox.poll()) {
                next.run();
            }
        } finally {
            running = false;
        }
    }

    private void take(CallStep step) {
        state = step.next();
        step.actions().forEach(order -> perform(order.side(), order.action()));
        step.notes().forEach(this::note);
    }

    private void perform(Side side, LegAction action) {
        Leg leg = side == Side.CALLER ? caller : callee;
        leg.perform(action);
        if (action instanceof LegAction.SendInvite) {
            callee.lastTarget().ifPresent(this::sent);
        }
    }

    private void sent(Target target) {
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
        } else if (note instanceof CallNote.Finished finished) {
            finish(finished.ending());
        }
    }

    private void finish(Ending ending) {
        if (finished) {
            return;
        }
        finished = true;
        caller.close();
        callee.close();
        CallEnded ended = new CallEnded(now(), record.ended(now(), CallOutcomes.of(ending, new Scene())));
        watcher.over(this);
        // A disk that refuses must cost no line its next call: the place is free by now, only the view waits.
        tools.ports().events().ended(ended).whenComplete((kept, failure) -> loop.execute(() -> watcher.kept(this)));
    }

    private Instant now() {
        return tools.ports().clock().instant();
    }

    /** The call, as the words about its end need it. */
    private final class Scene implements CallOutcomes.Scene {
        @Override
        public CallDirection direction() {
            return admission.facts().direction();
        }

        @Override
        public CallOutcome.Stage stage() {
            return record.stage();
        }

        @Override
        public FailureAdvice advice(CallOutcome.Leg leg) {
            String extension =
                    tools.ports().directory().line(lineId()).map(Line::sipUser).orElse("");
            return new FailureAdvice(
                    leg, extension, record.dialled(), admission.invite().body());
        }
    }
}
