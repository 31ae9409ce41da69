package org.linekeeper.call.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.call.machine.Samples.NONE;
import static org.linekeeper.call.machine.Samples.sdp;
import static org.linekeeper.call.machine.Samples.target;
import static org.linekeeper.call.machine.Samples.text;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.linekeeper.call.machine.CallMachine.Replacement;

/** What rings is taken by somebody else (RFC 3891 3): one answer to two offers. */
class PickedUpTest {
    private static final Optional<Body> CALLER = sdp(1, "");
    private static final Optional<Body> TAKER = sdp(5, "");

    private final CallMachine machine = new CallMachine(failure -> Refusal.of(480, ""), Dialect.TEAMS, Dialect.PBX);

    private CallState called(Optional<Body> offer) {
        return machine.start(new CallMachine.Invitation(
                        Hunt.through(List.of(new Destination.Known(target(1)))), offer, offer, SessionTerms.NONE))
                .next();
    }

    private CallState ringing(Optional<Body> offer) {
        return machine.on(called(offer), Side.CALLEE, new LegSignal.Provisional(1, 180, "Ringing", NONE))
                .next();
    }

    private CallStep picked(CallState state) {
        Replacement outcome = machine.replace(state, Side.CALLEE, true, TAKER);
        assertThat(outcome).isInstanceOf(Replacement.Begun.class);
        return ((Replacement.Begun) outcome).step();
    }

    private void assertRefused(int status, CallState state, Side by, Optional<Body> offer) {
        assertThat(machine.replace(state, by, false, offer)).isEqualTo(new Replacement.Refused(status));
    }

    private static <T extends LegAction> T only(CallStep step, Side side, Class<T> type) {
        List<T> found = step.actions().stream()
                .filter(order -> order.side() == side)
                .map(CallStep.LegOrder::action)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    @Test
    void eachGetsTheOffersOfTheOtherAsItsAnswerAndWhoRangIsCancelled() {
        CallStep step = picked(ringing(CALLER));
        assertThat(text(only(step, Side.CALLER, LegAction.SendAnswer.class).body()))
                .contains("o=- 7 5 ");
        LegEvent crossed = only(step, Side.THIRD, LegAction.Cross.class).event();
        assertThat(text(((LegEvent.Answered) crossed).body())).contains("o=- 7 1 ");
        // Or every pickup would be a missed call on the phone that rang.
        assertThat(only(step, Side.CALLEE, LegAction.SendCancel.class).release().reasons())
                .containsExactly("SIP;cause=200;text=\"Call completed elsewhere\"");
        assertThat(step.notes())
                .hasSize(2)
                .anyMatch(CallNote.Answered.class::isInstance)
                .contains(new CallNote.Transferred(Side.CALLEE));
    }

    @Test
    void afterTheCancelTheTakerHasTheSeatAndHangingUpEndsBoth() {
        CallState taken = picked(ringing(CALLER)).next();
        CallState acked =
                machine.on(taken, Side.CALLER, new LegSignal.Acked(NONE)).next();
        CallStep seated = machine.on(
                acked, Side.CALLEE, new LegSignal.Rejected(1, 487, "Request Terminated", Optional.empty(), List.of()));
        assertThat(only(seated, Side.THIRD, LegAction.TakeSeat.class).seat()).isEqualTo(Side.CALLEE);
        CallStep over = machine.on(seated.next(), Side.CALLER, new LegSignal.Bye(List.of()));
        assertThat(only(over, Side.CALLEE, LegAction.Cross.class).event()).isInstanceOf(LegEvent.Released.class);
        assertThat(over.next().finished()).isTrue();
        assertThat(over.notes()).containsExactly(new CallNote.Finished(new Ending.HungUp(Side.CALLER)));
    }

    /** RFC 3261 9.1: a CANCEL and a 200 may cross. */
    @Test
    void whoAnswersInThatMomentIsHungUp() {
        CallState taken = picked(ringing(CALLER)).next();
        CallStep crossing = machine.on(taken, Side.CALLEE, new LegSignal.Answer(1, "late", sdp(2, "")));
        only(crossing, Side.CALLEE, LegAction.SendAck.class);
        only(crossing, Side.CALLEE, LegAction.SendBye.class);
        CallStep seated = machine.on(crossing.next(), Side.CALLEE, new LegSignal.ByeDone());
        only(seated, Side.THIRD, LegAction.TakeSeat.class);
        assertThat(seated.next().phase()).isEqualTo(CallPhase.TALKING);
    }

    @Test
    void theTakerMayHangUpWhileTheCancelIsUnderWay() {
        CallState acked = machine.on(picked(ringing(CALLER)).next(), Side.CALLER, new LegSignal.Acked(NONE))
                .next();
        CallStep left = machine.on(
                acked, Side.THIRD, new LegSignal.Crossed(new LegEvent.Released(Release.of(Release.Kind.HANGUP))));
        only(left, Side.CALLER, LegAction.SendBye.class);
        CallState gone =
                machine.on(left.next(), Side.CALLER, new LegSignal.ByeDone()).next();
        assertThat(gone.finished()).isFalse();
        CallStep over = machine.on(
                gone, Side.CALLEE, new LegSignal.Rejected(1, 487, "Request Terminated", Optional.empty(), List.of()));
        assertThat(over.next().finished()).isTrue();
        assertThat(over.notes()).containsExactly(new CallNote.Finished(new Ending.HungUp(Side.CALLEE)));
    }

    /** The early dialog of the caller was not initiated by us, and before the first 18x there is none to the callee. */
    @Test
    void theCallersOwnEarlyDialogIsNotThere() {
        assertRefused(481, ringing(CALLER), Side.CALLER, TAKER);
        assertRefused(481, called(CALLER), Side.CALLEE, TAKER);
    }

    @Test
    void offersThatHaveNothingInCommonChangeNothing() {
        byte[] secure = text(TAKER).replace("RTP/AVP", "RTP/SAVP").getBytes(StandardCharsets.US_ASCII);
        assertRefused(488, ringing(CALLER), Side.CALLEE, Optional.of(new Body("application/sdp", List.of(), secure)));
        assertRefused(488, ringing(NONE), Side.CALLEE, TAKER);
        assertRefused(488, ringing(CALLER), Side.CALLEE, NONE);
    }

    @Test
    void whatWasGivenUpIsDeclined() {
        CallState over = machine.on(ringing(CALLER), Side.CALLER, new LegSignal.Cancelled(List.of()))
                .next();
        assertRefused(603, over, Side.CALLEE, TAKER);
    }

    /** The caller may be on another call itself: the target of a transfer rings, and somebody else takes that. */
    @Test
    void whatRingsForATransferIsTakenAsWell() {
        CallState referred = machine.startAcross(new CallMachine.Invitation(
                        Hunt.through(List.of(new Destination.Known(target(1)))), CALLER, CALLER, SessionTerms.NONE))
                .next();
        CallState rings = machine.on(referred, Side.CALLEE, new LegSignal.Provisional(1, 180, "Ringing", NONE))
                .next();
        LegEvent told = only(picked(rings), Side.CALLER, LegAction.Cross.class).event();
        assertThat(text(((LegEvent.Answered) told).body())).contains("o=- 7 5 ");
    }
}
