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

    private Optional<CallStep> replace(CallState state, Side by) {
        return machine.replace(state, by, sdp(3, ""));
    }

    @Test
    void whoStaysIsOfferedTheNewOne() {
        CallStep step = replace(talking(), Side.CALLER).orElseThrow();
        assertThat(step.actions()).singleElement().satisfies(order -> {
            assertThat(order.side()).isEqualTo(Side.CALLEE);
            assertThat(order.action()).isInstanceOf(LegAction.SendUpdate.class);
        });
    }

    /** RFC 3261 15: "The callee's UA MUST NOT send a BYE on a confirmed dialog until it has received an ACK". */
    @Test
    void aLegWithoutItsAckIsNotReplaced() {
        assertThat(replace(answered(), Side.CALLER)).isEmpty();
        assertThat(replace(answered(), Side.CALLEE)).isPresent();
    }

    @Test
    void nobodyIsReplacedBeforeTheAnswerNorAfterTheEndNorTwice() {
        assertThat(replace(called(OFFER), Side.CALLEE)).isEmpty();
        CallState over =
                machine.on(talking(), Side.CALLEE, new LegSignal.Bye(List.of())).next();
        assertThat(replace(over, Side.CALLER)).isEmpty();
        CallState asked = replace(talking(), Side.CALLER).orElseThrow().next();
        assertThat(replace(asked, Side.CALLER)).isEmpty();
        assertThat(replace(asked, Side.CALLEE)).isEmpty();
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
