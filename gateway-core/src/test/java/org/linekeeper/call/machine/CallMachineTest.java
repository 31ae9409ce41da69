package org.linekeeper.call.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.call.machine.Samples.ANSWER;
import static org.linekeeper.call.machine.Samples.HANGUP;
import static org.linekeeper.call.machine.Samples.NONE;
import static org.linekeeper.call.machine.Samples.OFFER;
import static org.linekeeper.call.machine.Samples.invite;
import static org.linekeeper.call.machine.Samples.sdp;
import static org.linekeeper.call.machine.Samples.target;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.linekeeper.call.machine.CallStep.LegOrder;

/** Both legs and the bridge together. */
class CallMachineTest {
    private final CallMachine machine = new CallMachine(
            failure -> Refusal.of(failure.status() == 0 ? 480 : failure.status(), "No"), Dialect.TEAMS, Dialect.PBX);
    private final List<LegOrder> actions = new ArrayList<>();
    private final List<CallNote> notes = new ArrayList<>();
    private CallState state;

    CallMachineTest() {
        took(machine.start(new CallMachine.Invitation(
                Hunt.through(List.of(new Destination.Known(target(1)))), OFFER, OFFER, SessionTerms.NONE)));
    }

    private void took(CallStep step) {
        state = step.next();
        actions.clear();
        step.actions().stream()
                .filter(order -> !(order.action() instanceof LegAction.StopTimer)
                        && !(order.action() instanceof LegAction.StartTimer)
                        && !(order.action() instanceof LegAction.Trust))
                .forEach(actions::add);
        notes.addAll(step.notes());
    }

    private void caller(LegSignal signal) {
        took(machine.on(state, Side.CALLER, signal));
    }

    private void callee(LegSignal signal) {
        took(machine.on(state, Side.CALLEE, signal));
    }

    private static LegOrder order(Side side, LegAction action) {
        return new LegOrder(side, action);
    }

    private void talking() {
        callee(new LegSignal.Provisional(1, 180, "Ringing", NONE));
        callee(new LegSignal.Answer(1, "f", ANSWER));
        caller(new LegSignal.Acked(NONE));
        notes.clear();
    }

    @Test
    void callIsSetUpAndHungUp() {
        assertThat(actions).containsExactly(order(Side.CALLEE, invite(1, target(1), false)));
        callee(new LegSignal.Provisional(1, 180, "Ringing", NONE));
        assertThat(actions).containsExactly(order(Side.CALLER, new LegAction.SendProvisional(180, "Ringing", NONE)));
        callee(new LegSignal.Provisional(1, 180, "Ringing", NONE));
        assertThat(state.phase()).isEqualTo(CallPhase.RINGING);
        callee(new LegSignal.Answer(1, "f", ANSWER));
        assertThat(actions)
                .containsExactly(
                        order(Side.CALLEE, new LegAction.SendAck(NONE)),
                        order(Side.CALLER, new LegAction.SendAnswer(ANSWER)));
        assertThat(state.phase()).isEqualTo(CallPhase.TALKING);
        caller(new LegSignal.Acked(NONE));
        assertThat(actions).isEmpty();
        caller(new LegSignal.Bye(List.of("SIP;cause=200")));
        assertThat(actions).containsExactly(order(Side.CALLEE, new LegAction.SendBye(HANGUP)));
        assertThat(state.finished()).isFalse();
        callee(new LegSignal.ByeDone());
        assertThat(state.finished()).isTrue();
        assertThat(notes)
                .containsExactly(
                        new CallNote.Ringing(),
                        new CallNote.Answered(ANSWER),
                        new CallNote.Finished(new Ending.HungUp(Side.CALLER, List.of("SIP;cause=200"))));
    }

    @Test
    void failureOfTheCalleeIsToldToTheCaller() {
        callee(new LegSignal.Rejected(1, 486, "Busy", Optional.empty(), List.of()));
        assertThat(actions).containsExactly(order(Side.CALLER, new LegAction.SendRefusal(Refusal.of(486, "No"))));
        assertThat(notes).singleElement().isInstanceOfSatisfying(CallNote.Finished.class, finished -> assertThat(
                        finished.ending())
                .isInstanceOf(Ending.NotReached.class));
    }

    @Test
    void cancelGoesAcrossAndTheCallLastsUntilItsInviteHasEnded() {
        callee(new LegSignal.Provisional(1, 180, "Ringing", NONE));
        caller(new LegSignal.Cancelled(List.of("SIP;cause=200")));
        assertThat(actions)
                .containsExactly(
                        order(Side.CALLER, new LegAction.SendRefusal(Refusal.of(487, "Request Terminated"))),
                        order(Side.CALLEE, new LegAction.SendCancel(1, HANGUP)));
        assertThat(state.finished()).isFalse();
        callee(new LegSignal.Rejected(1, 487, "Request Terminated", Optional.empty(), List.of()));
        assertThat(notes).last().isEqualTo(new CallNote.Finished(new Ending.GivenUp(List.of("SIP;cause=200"))));
    }

    @Test
    void answerAfterTheCancelNeverReachesTheCaller() {
        callee(new LegSignal.Provisional(1, 180, "Ringing", NONE));
        caller(new LegSignal.Cancelled(List.of()));
        callee(new LegSignal.Answer(1, "f", ANSWER));
        assertThat(actions).extracting(LegOrder::side).containsOnly(Side.CALLEE);
        callee(new LegSignal.ByeDone());
        assertThat(notes).last().isEqualTo(new CallNote.Finished(new Ending.GivenUp()));
    }

    @Test
    void answerThatTheCallerNeverAcknowledgesEndsBothLegs() {
        callee(new LegSignal.Answer(1, "f", ANSWER));
        caller(new LegSignal.Fired(LegTimer.ACK));
        Release noAck = Release.of(Release.Kind.NO_ACK);
        assertThat(actions)
                .containsExactly(
                        order(Side.CALLER, new LegAction.SendBye(noAck)),
                        order(Side.CALLEE, new LegAction.SendBye(noAck)));
        caller(new LegSignal.ByeDone());
        callee(new LegSignal.ByeDone());
        assertThat(notes).last().isEqualTo(new CallNote.Finished(new Ending.Broken(Side.CALLER, Release.Kind.NO_ACK)));
    }

    @Test
    void reInvitesCrossTheBridgeAndGlareIsToldBack() {
        talking();
        caller(new LegSignal.UpdateReceived(sdp(4, "")));
        assertThat(actions).containsExactly(order(Side.CALLEE, new LegAction.SendUpdate(sdp(4, ""))));
        callee(new LegSignal.UpdateReceived(OFFER));
        assertThat(actions).containsExactly(order(Side.CALLEE, new LegAction.SendUpdateRefusal(491)));
        callee(new LegSignal.UpdateAccepted(ANSWER));
        assertThat(actions)
                .containsExactly(
                        order(Side.CALLEE, new LegAction.SendAck(NONE)),
                        order(Side.CALLER, new LegAction.SendUpdateAnswer(ANSWER)));
        callee(new LegSignal.UpdateReceived(OFFER));
        assertThat(actions).containsExactly(order(Side.CALLEE, new LegAction.SendUpdateRefusal(491)));
        caller(new LegSignal.Acked(NONE));
        callee(new LegSignal.UpdateReceived(OFFER));
        assertThat(actions).containsExactly(order(Side.CALLER, new LegAction.SendUpdate(OFFER)));
    }

    @Test
    void byesThatCrossTheBridgeEndTheCallOnce() {
        talking();
        caller(new LegSignal.Bye(List.of()));
        callee(new LegSignal.Bye(List.of()));
        callee(new LegSignal.ByeDone());
        assertThat(notes).containsExactly(new CallNote.Finished(new Ending.HungUp(Side.CALLER)));
    }

    @Test
    void stopEndsATalkingCallWithBye() {
        talking();
        took(machine.stop(state));
        Release shutdown = Release.of(Release.Kind.SHUTDOWN);
        assertThat(actions)
                .containsExactly(
                        order(Side.CALLER, new LegAction.SendBye(shutdown)),
                        order(Side.CALLEE, new LegAction.SendBye(shutdown)));
        took(machine.stop(state));
        assertThat(actions).isEmpty();
        caller(new LegSignal.ByeDone());
        callee(new LegSignal.ByeDone());
        assertThat(notes).containsExactly(new CallNote.Finished(new Ending.Stopped(true)));
    }

    @Test
    void stopRefusesACallThatIsBeingSetUp() {
        took(machine.stop(state));
        assertThat(actions)
                .containsExactly(order(Side.CALLER, new LegAction.SendRefusal(Refusal.of(503, "Service Unavailable"))));
        callee(new LegSignal.Unanswered(1));
        assertThat(notes).containsExactly(new CallNote.Finished(new Ending.Stopped(false)));
    }
}
