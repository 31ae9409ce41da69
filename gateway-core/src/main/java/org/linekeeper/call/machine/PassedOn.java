package org.linekeeper.call.machine;

import java.util.Optional;
import org.linekeeper.call.machine.Bridge.BridgeStep;

/** What the bridge does while the PBX executes a transfer, or was asked to. */
final class PassedOn {
    private PassedOn() {}

    static Optional<BridgeStep> on(BridgeState state, Side from, LegEvent event) {
        Transfer transfer = state.transfer();
        if (from == transfer.by()) {
            return Transferring.hangsUp(state, from, event);
        }
        BridgeStep stay = BridgeStep.to(state);
        if (event instanceof LegEvent.ReferAnswered answered) {
            Optional<Refer> here = state.refer().map(Refer::here);
            return Optional.of(
                    answered.status() < 300
                            ? stay
                            : BridgeStep.to(state.with(transfer.at(Transfer.Stage.ASKED), here))
                                    .note(new CallNote.NotPassed(answered.status()))
                                    .order(from, new LegCommand.Describe()));
        }
        if (event instanceof LegEvent.ReferProgress progress) {
            int status = progress.status();
            if (progress.last() && status >= 300) {
                LegFailure failure = Transferring.rejected(status, progress.phrase());
                return Optional.of(
                        Transferring.failed(state, failure, new Ending.NotTransferred(transfer.by(), failure)));
            }
            // RFC 5589 6.1: the transferor ends its dialog with the transferee when it knows that the transfer is done.
            return Optional.of(
                    progress.last()
                            ? handedOver(state, status, progress.phrase())
                                    .order(from, new LegCommand.Hangup(Release.of(Release.Kind.HANGUP)))
                            : stay.order(transfer.by(), new LegCommand.Notify(status, progress.phrase(), false)));
        }
        if (event instanceof LegEvent.Released released && released.release().kind() == Release.Kind.HANGUP) {
            // Some PBXs hang up instead of sending NOTIFY.
            return Optional.of(handedOver(state, 200, "OK"));
        }
        return Transferring.hangsUp(state, from, event);
    }

    private static BridgeStep handedOver(BridgeState state, int status, String phrase) {
        Side by = state.transfer().by();
        return BridgeStep.to(state.ending(new Ending.HungUp(by)))
                .order(by, new LegCommand.Notify(status, phrase, true))
                .note(new CallNote.Transferred(by));
    }
}
