package org.linekeeper.call;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;

/**
 * What a PBX's own interface does for transfers: the port for mode {@code api}. An adapter for a type of PBX fills it.
 *
 * <p>Called on the event loop of the call; neither method may block.
 */
public interface TransferApi {
    /** There is no adapter. */
    TransferApi NONE = new TransferApi() {
        @Override
        public boolean serves(Pbx pbx) {
            return false;
        }

        @Override
        public CompletionStage<Integer> transfer(Order order) {
            return CompletableFuture.completedFuture(501);
        }
    };

    /** Whether there is an adapter for this PBX, and what it needs is configured. */
    boolean serves(Pbx pbx);

    /**
     * Asks the PBX to transfer a call.
     *
     * @return how that went, as a SIP status: below 300 when the transfer is done, the failure otherwise; then, or when it
     *     completes exceptionally, the gateway executes the transfer
     */
    CompletionStage<Integer> transfer(Order order);

    /**
     * A transfer.
     *
     * @param pbx the PBX
     * @param line whose call it is
     * @param sipCallId Call-ID of the call's leg to the PBX
     * @param number the target, as the PBX dials it
     * @param consultation Call-ID of the leg to the PBX that the target is on already; empty without consultation
     */
    record Order(Pbx pbx, Line line, String sipCallId, String number, Optional<String> consultation) {}
}
