package org.linekeeper.call.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.call.machine.Samples.ANSWER;
import static org.linekeeper.call.machine.Samples.NONE;
import static org.linekeeper.call.machine.Samples.OFFER;
import static org.linekeeper.call.machine.Samples.sdp;
import static org.linekeeper.call.machine.Samples.target;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a seat may be asked for, and when somebody may be referred elsewhere. */
class ReplacedSeatTest {
    private final CallMachine machine = new CallMachine(failure -> Refusal.of(480, ""), Dialect.TEAMS, Dialect.PBX);

    private CallState called(Optional<Body> offer) {
        return machine.start(new CallMachine.Invitation(
                        Hunt.through(List.of(new Destination.Known(target(1)))), offer, offer, SessionTerms.NONE))
                .next();
    }

    private CallState answered() {
        return machine.on(called(OFFER), Side.CALLEE, new LegSignal.Answer(1, "f", ANSWER))
                .next();
    }

    private CallState talking() {
        return machine.on(answered(), Side.CALLER, new LegSignal.Acked(NONE)).next();
    }

    private CallStep begun(CallState state, Side by) {
        CallMachine.Replacement outcome = machine.replace(state, by, false, sdp(3, ""));
        assertThat(outcome).isInstanceOf(CallMachine.Replacement.Begun.class);
        return ((CallMachine.Replacement.Begun) outcome).step();
    }

    private void assertRefused(int status, CallState state, Side by) {
        assertThat(machine.replace(state, by, false, sdp(3, "")))
                .isEqualTo(new CallMachine.Replacement.Refused(status));
    }

    @Test
    void whoStaysIsOfferedTheNewOne() {
        CallStep step = begun(talking(), Side.CALLER);
        assertThat(step.actions()).singleElement().satisfies(order -> {
            assertThat(order.side()).isEqualTo(Side.CALLEE);
            assertThat(order.action()).isInstanceOf(LegAction.SendUpdate.class);
        });
    }

    /** RFC 3261 15: "The callee's UA MUST NOT send a BYE on a confirmed dialog until it has received an ACK". */
    @Test
    void aLegWithoutItsAckIsNotReplaced() {
        assertRefused(491, answered(), Side.CALLER);
        assertThat(begun(answered(), Side.CALLEE).next().phase()).isEqualTo(CallPhase.TALKING);
    }

    @Test
    void nobodyIsReplacedBeforeTheAnswerNorAfterTheEndNorTwice() {
        assertRefused(481, called(OFFER), Side.CALLEE);
        CallState over =
                machine.on(talking(), Side.CALLEE, new LegSignal.Bye(List.of())).next();
        assertRefused(603, over, Side.CALLER);
        CallState asked = begun(talking(), Side.CALLER).next();
        assertRefused(491, asked, Side.CALLER);
        assertRefused(491, asked, Side.CALLEE);
    }

    /** RFC 3891 3: "If the Replaces header field contains an 'early-only' flag ... and the dialog is confirmed". */
    @Test
    void whatIsAnsweredIsBusyForWhoWantsOnlyWhatRings() {
        assertThat(machine.replace(talking(), Side.CALLER, true, sdp(3, "")))
                .isEqualTo(new CallMachine.Replacement.Refused(486));
    }

    /** The 2xx carried the offer, and its ACK waits for the caller's answer: there is no session to take over yet. */
    @Test
    void aReferIsTooEarlyWhileTheAckWaits() {
        CallState state = machine.on(called(NONE), Side.CALLEE, new LegSignal.Answer(1, "f", OFFER))
                .next();
        Refer refer = new Refer("sip:x@example.com", Optional.empty(), List.of());
        assertThat(machine.on(state, Side.CALLEE, new LegSignal.Referred(refer)).actions())
                .containsExactly(new CallStep.LegOrder(Side.CALLEE, new LegAction.RefuseRefer(491)));
    }

    @Test
    void aReferToALegThatIsOverFindsNoDialog() {
        CallState over =
                machine.on(talking(), Side.CALLEE, new LegSignal.Bye(List.of())).next();
        Refer refer = new Refer("sip:x@example.com", Optional.empty(), List.of());
        assertThat(machine.on(over, Side.CALLEE, new LegSignal.Referred(refer)).actions())
                .containsExactly(new CallStep.LegOrder(Side.CALLEE, new LegAction.RefuseRefer(481)));
    }
}
