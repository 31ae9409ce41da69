package org.linekeeper.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.linekeeper.call.machine.Bridge.BridgeStep;
import org.linekeeper.call.machine.Bridge.Order;
import org.linekeeper.call.machine.Transfer.Stage;

/** A transfer has failed, and the transferor has not answered the NOTIFY that says so. The caller is the transferor. */
class FailedTransferTest {
    private static final Side BY = Side.CALLER;
    private static final Side STAYS = Side.CALLEE;
    private static final Release HUNG_UP = Release.of(Release.Kind.HANGUP);
    private static final Refer REFER = new Refer("sip:x@example.com", Optional.empty(), List.of());
    private static final BridgeState NOTIFYING =
            BridgeState.fresh().in(CallPhase.TALKING).with(Transfer.by(BY, Stage.NOTIFYING), Optional.of(REFER));

    private final Bridge bridge = new Bridge(failure -> Refusal.of(480, ""));

    /** A BYE that overtakes the NOTIFY costs Teams' consultation. */
    @Test
    void whenTheOtherSideHangsUpTheByeWaitsForTheAnswerToTheNotify() {
        BridgeStep step = bridge.on(NOTIFYING, STAYS, new LegEvent.Released(HUNG_UP));
        assertThat(step.orders()).isEmpty();
        assertThat(step.next().ending()).contains(new Ending.HungUp(STAYS));
        BridgeStep answered = bridge.on(step.next(), BY, new LegEvent.Notified());
        assertThat(answered.orders()).containsExactly(new Order(BY, new LegCommand.Hangup(HUNG_UP)));
    }

    @Test
    void afterTheAnswerAllIsAsBeforeTheTransfer() {
        BridgeStep answered = bridge.on(NOTIFYING, BY, new LegEvent.Notified());
        assertThat(answered.orders()).isEmpty();
        assertThat(answered.next().transfer()).isEqualTo(Transfer.NONE);
        assertThat(bridge.on(NOTIFYING, STAYS, new LegEvent.Notified()).next()).isEqualTo(NOTIFYING);
    }

    @Test
    void theTransferorMayHangUpWithoutAnswering() {
        BridgeStep step = bridge.on(NOTIFYING, BY, new LegEvent.Released(HUNG_UP));
        assertThat(step.orders()).containsExactly(new Order(STAYS, new LegCommand.Hangup(HUNG_UP)));
        assertThat(step.next().ending()).contains(new Ending.HungUp(BY));
    }

    @Test
    void theTransferorMayTryAgainAndTheOtherSideIsToWait() {
        LegEvent again = new LegEvent.Referred(REFER);
        assertThat(bridge.on(NOTIFYING, BY, again).next().transfer().stage()).isEqualTo(Stage.ASKED);
        assertThat(bridge.on(NOTIFYING, STAYS, again).orders())
                .containsExactly(new Order(STAYS, new LegCommand.RefuseRefer(491)));
    }

    @Test
    void bothTalkOn() {
        LegEvent offered = new LegEvent.UpdateOffered(Samples.sdp(7, ""));
        assertThat(bridge.on(NOTIFYING, BY, offered).orders())
                .containsExactly(new Order(STAYS, new LegCommand.Update(Samples.sdp(7, ""))));
        assertThat(bridge.on(NOTIFYING, STAYS, offered).orders())
                .containsExactly(new Order(BY, new LegCommand.Update(Samples.sdp(7, ""))));
    }
}
