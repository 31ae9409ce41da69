package org.linekeeper.call;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.linekeeper.config.model.Pbx;

/** Serves no PBX until a test says how transfers go. */
final class FakeTransferApi implements TransferApi {
    final List<Order> orders = new CopyOnWriteArrayList<>();
    /** How the next ones go; 0 while there is no adapter. */
    volatile int status;

    @Override
    public boolean serves(Pbx pbx) {
        return status > 0;
    }

    @Override
    public CompletionStage<Integer> transfer(Order order) {
        orders.add(order);
        return CompletableFuture.completedFuture(status);
    }
}
