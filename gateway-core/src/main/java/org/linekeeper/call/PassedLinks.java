package org.linekeeper.call;

import java.util.Optional;
import org.linekeeper.call.machine.Side;
import org.linekeeper.event.CallOutcome.Party;
import org.linekeeper.event.CallTransfer;

/** What records say of the transfers that a PBX executes. Runs on the loop of the transferor's call. */
final class PassedLinks {
    private final CallRegistry registry;

    PassedLinks(CallRegistry registry) {
        this.registry = registry;
    }

    /**
     * The PBX is asked. It may end the consultation before it says how the transfer went, so the record of that is told at once.
     *
     * @param number the target as the PBX dials it
     */
    void begun(Call call, Side by, String number, Optional<Seat> consultation) {
        Party transferor = Call.party(by);
        call.record()
                .transferring(CallTransfer.byPbx(
                        number, consultation.map(seat -> seat.call().id()), transferor));
        CallTransfer from = new CallTransfer(call.id(), CallTransfer.Kind.ATTENDED, transferor, Optional.empty());
        consultation.map(Seat::call).ifPresent(other -> other.loop()
                .execute(() -> other.record().transferredFrom(from)));
    }

    /** It came to nothing: nobody came to the consultation. */
    void failed(Call call) {
        call.record()
                .transferredTo()
                .filter(to -> to.number().isPresent())
                .flatMap(CallTransfer::callId)
                .flatMap(registry::find)
                .ifPresent(other -> other.loop().execute(() -> other.record().notTransferredFrom(call.id())));
    }
}
