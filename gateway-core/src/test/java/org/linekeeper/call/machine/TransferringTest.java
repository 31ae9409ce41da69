package org.linekeeper.call.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.call.machine.Samples.NONE;
import static org.linekeeper.call.machine.Samples.sdp;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.linekeeper.call.machine.Bridge.BridgeStep;
import org.linekeeper.call.machine.Bridge.Order;
import org.linekeeper.call.machine.Transfer.Stage;

/** What the bridge orders while there is a third seat. The caller is the transferor, the callee stays. */
class TransferringTest {
    private static final Side BY = Side.CALLER;
    private static final Side STAYS = Side.CALLEE;
    private static final LegEvent OFFERED = new LegEvent.UpdateOffered(sdp(7, ""));
    private static final LegEvent HANGS_UP = new LegEvent.Released(Release.of(Release.Kind.HANGUP));
    private static final LegCommand LATER = new LegCommand.RefuseUpdate(491);
    private static final LegCommand HANGUP = new LegCommand.Hangup(Release.of(Release.Kind.HANGUP));
    private static final Refer REFER = new Refer("sip:x@example.com", Optional.empty(), List.of());

    private final Bridge bridge = new Bridge(failure -> Refusal.of(480, ""));

    private static BridgeState at(Stage stage, boolean gone) {
        BridgeState state = BridgeState.fresh()
                .in(CallPhase.TALKING)
                .with(new Transfer(stage, BY, gone, false), Optional.of(REFER))
                .withThird();
        return gone ? state.over(BY) : state;
    }

    private BridgeStep step(Stage stage, boolean gone, Side from, LegEvent event) {
        return bridge.on(at(stage, gone), from, event);
    }

    private static LegEvent failed(int status) {
        return new LegEvent.Failed(new LegFailure(LegFailure.Kind.REJECTED, status, "No", Optional.empty(), List.of()));
    }

    @ParameterizedTest
    @EnumSource(
            value = Stage.class,
            names = {"NONE", "NOTIFYING"},
            mode = EnumSource.Mode.EXCLUDE)
    void oneTransferAtATime(Stage stage) {
        BridgeStep step = step(stage, false, BY, new LegEvent.Referred(REFER));
        assertThat(step.orders()).containsExactly(new Order(BY, new LegCommand.RefuseRefer(491)));
        assertThat(step.next()).isEqualTo(at(stage, false));
    }

    @Test
    void theTargetIsOfferedWhatStaysWithoutItsHold() {
        BridgeStep step = step(Stage.ASKED, false, STAYS, new LegEvent.Described(sdp(1, "inactive")));
        assertThat(step.orders()).containsExactly(new Order(BY, new LegCommand.AcceptRefer()));
        assertThat(step.notes()).singleElement().isInstanceOfSatisfying(CallNote.Referred.class, note -> {
            assertThat(Samples.text(note.offer())).contains("m=audio").doesNotContain("inactive");
            assertThat(note.by()).isEqualTo(BY);
        });
    }

    /** Teams takes no INVITE without an offer. */
    @Test
    void withoutADescriptionNobodyIsCalled() {
        BridgeStep step = step(Stage.ASKED, false, STAYS, new LegEvent.Described(NONE));
        assertThat(step.orders()).containsExactly(new Order(BY, new LegCommand.RefuseRefer(491)));
        assertThat(step.next().transfer()).isEqualTo(Transfer.NONE);
        assertThat(step.notes()).isEmpty();
    }

    /** An offer of the one who stays is for the transferor; nobody would answer it any more. */
    @Test
    void theAnswerOfTheTargetGoesToWhoeverStays() {
        BridgeStep step = step(Stage.PLACED, false, Side.THIRD, new LegEvent.Answered(sdp(3, "")));
        assertThat(step.orders())
                .containsExactly(
                        new Order(STAYS, LATER),
                        new Order(BY, LATER),
                        new Order(STAYS, new LegCommand.Adopt(sdp(3, ""), 0, true)));
        assertThat(step.next().transfer().stage()).isEqualTo(Stage.ANSWERED);
    }

    @Test
    void whoeverStaysHasTheTargetOnceItAgrees() {
        BridgeStep step = step(Stage.ANSWERED, false, STAYS, new LegEvent.UpdateAgreed(sdp(4, "")));
        assertThat(step.orders()).contains(new Order(BY, new LegCommand.Notify(200, "OK", true)));
        assertThat(step.next().transfer().stage()).isEqualTo(Stage.TAKEN);
        assertThat(step.next().across(STAYS)).isEqualTo(Side.THIRD);
    }

    @Test
    void whileTheTransferorIsThereBothTalkOn() {
        assertThat(step(Stage.PLACED, false, STAYS, OFFERED).orders())
                .containsExactly(new Order(BY, new LegCommand.Update(sdp(7, ""))));
    }

    @ParameterizedTest
    @EnumSource(
            value = Stage.class,
            names = {"PLACED", "REPLACING"})
    void onceTheTransferorIsGoneNobodyAnswersAnOffer(Stage stage) {
        assertThat(step(stage, true, STAYS, OFFERED).orders()).containsExactly(new Order(STAYS, LATER));
    }

    @ParameterizedTest
    @EnumSource(
            value = Stage.class,
            names = {"PLACED", "REPLACING"})
    void theTransferorMayHangUpBefore(Stage stage) {
        BridgeStep step = step(stage, false, BY, HANGS_UP);
        assertThat(step.orders()).containsExactly(new Order(STAYS, LATER));
        assertThat(step.next().transfer()).isEqualTo(new Transfer(stage, BY, true, false));
        assertThat(step.next().phase()).isEqualTo(CallPhase.TALKING);
    }

    @Test
    void aTargetThatRefusesIsReportedAndAllIsAsBefore() {
        BridgeStep step = step(Stage.PLACED, false, Side.THIRD, failed(486));
        assertThat(step.orders()).containsExactly(new Order(BY, new LegCommand.Notify(486, "No", true)));
        assertThat(step.next().transfer()).isEqualTo(Transfer.by(BY, Stage.NOTIFYING));
    }

    @Test
    void withNobodyToGoBackToWhoeverStaysIsReleased() {
        BridgeStep step = step(Stage.PLACED, true, Side.THIRD, failed(486));
        assertThat(step.orders())
                .containsExactly(new Order(
                        STAYS, new LegCommand.Hangup(new Release(Release.Kind.HANGUP, List.of("SIP;cause=486")))));
        assertThat(step.next().ending()).containsInstanceOf(Ending.NotTransferred.class);
    }

    @Test
    void oneOfferAtATimeWhileASeatIsAskedFor() {
        assertThat(step(Stage.REPLACING, false, BY, OFFERED).orders()).containsExactly(new Order(BY, LATER));
    }

    /** Whoever stays may have agreed to the new one's media already. */
    @Test
    void whenTheNewOneGivesUpWhoeverStaysHearsTheOldOneAgain() {
        BridgeStep step =
                step(Stage.REPLACING, false, Side.THIRD, new LegEvent.GaveUp(Release.of(Release.Kind.HANGUP)));
        assertThat(step.orders()).containsExactly(new Order(BY, new LegCommand.Describe()));
        assertThat(step.next().transfer()).isEqualTo(Transfer.NONE);
    }

    @Test
    void whenBothHaveGoneWhoeverStaysIsReleased() {
        BridgeStep step = step(Stage.REPLACING, true, Side.THIRD, new LegEvent.GaveUp(Release.of(Release.Kind.HANGUP)));
        assertThat(step.orders()).containsExactly(new Order(STAYS, HANGUP));
        assertThat(step.next().ending()).contains(new Ending.HungUp(BY));
        BridgeStep declined = step(Stage.REPLACING, true, STAYS, new LegEvent.UpdateDeclined(488));
        assertThat(declined.orders())
                .containsExactly(
                        new Order(STAYS, HANGUP), new Order(Side.THIRD, new LegCommand.Refuse(Refusal.of(488, ""))));
    }

    @Test
    void anAgreementChangesTheSeats() {
        BridgeStep step = step(Stage.REPLACING, false, STAYS, new LegEvent.UpdateAgreed(sdp(4, "")));
        assertThat(step.orders())
                .containsExactly(new Order(Side.THIRD, new LegCommand.Accept(sdp(4, ""))), new Order(BY, HANGUP));
        assertThat(step.next().transfer().stage()).isEqualTo(Stage.TAKEN);
    }

    @Test
    void whoLeavesIsListenedToNoMore() {
        assertThat(step(Stage.TAKEN, false, BY, OFFERED).orders()).containsExactly(new Order(BY, LATER));
        assertThat(step(Stage.TAKEN, false, BY, new LegEvent.UpdateAgreed(sdp(1, "")))
                        .orders())
                .isEmpty();
        assertThat(step(Stage.TAKEN, false, BY, new LegEvent.Changed(sdp(1, ""), 0))
                        .orders())
                .isEmpty();
        BridgeStep hungUp = step(Stage.TAKEN, false, BY, HANGS_UP);
        assertThat(hungUp.orders()).isEmpty();
        assertThat(hungUp.next().phase()).isEqualTo(CallPhase.TALKING);
    }

    /** The BYE waits for the answer to the last NOTIFY. */
    @Test
    void theTransferorIsReleasedWhenItKnows() {
        assertThat(step(Stage.TAKEN, false, BY, new LegEvent.Notified()).orders())
                .containsExactly(new Order(BY, HANGUP));
    }

    @Test
    void aReferIsAnsweredAlsoWhenTheCallIsOver() {
        BridgeState over = at(Stage.NONE, false).ending(new Ending.HungUp(STAYS));
        assertThat(bridge.on(over, BY, new LegEvent.Referred(REFER)).orders())
                .containsExactly(new Order(BY, new LegCommand.RefuseRefer(481)));
    }

    @Test
    void aGatewayThatStopsWaitsForNoNotify() {
        BridgeState over = at(Stage.PLACED, false).ending(new Ending.HungUp(STAYS));
        assertThat(bridge.stop(over, Release.of(Release.Kind.SHUTDOWN)).orders())
                .containsExactly(new Order(BY, new LegCommand.Hangup(Release.of(Release.Kind.SHUTDOWN))));
    }

    /** Far ends that make a new description of every answer would go on for ever. */
    @Test
    void aChangeGoesAcrossTwiceAtMost() {
        assertThat(step(Stage.NONE, false, STAYS, new LegEvent.Changed(sdp(5, ""), 1))
                        .orders())
                .containsExactly(new Order(BY, new LegCommand.Adopt(sdp(5, ""), 2)));
        assertThat(step(Stage.NONE, false, STAYS, new LegEvent.Changed(sdp(5, ""), 2))
                        .orders())
                .isEmpty();
    }
}
