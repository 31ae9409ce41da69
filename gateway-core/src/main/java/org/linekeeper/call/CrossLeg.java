package org.linekeeper.call;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.linekeeper.call.machine.LegAction;
import org.linekeeper.call.machine.LegEvent;
import org.linekeeper.call.machine.LegFailure;
import org.linekeeper.sip.loop.Loop;

/**
 * A leg that leads to another call of ours. The two calls may live on different loops, so each tells the other by a task on the
 * other's loop, which keeps their order.
 */
final class CrossLeg implements Leg {
    private final Loop loop;
    private final BiConsumer<CrossLeg, LegEvent> call;
    private volatile @Nullable CrossLeg other;

    /**
     * @param loop the loop of the call that this is a leg of
     * @param call takes what the other call tells, on that loop
     */
    CrossLeg(Loop loop, BiConsumer<CrossLeg, LegEvent> call) {
        this.loop = loop;
        this.call = call;
    }

    /** Makes each the far end of the other; before either is performed on. */
    void connect(CrossLeg far) {
        other = far;
        far.other = this;
    }

    /** Tells the other call. */
    void tell(LegEvent event) {
        CrossLeg far = other;
        if (far != null) {
            far.loop.execute(() -> far.call.accept(far, event));
        }
    }

    /** Tells the other call that it does not get what it asked for. */
    void refuse(int status) {
        tell(new LegEvent.Failed(
                new LegFailure(LegFailure.Kind.REJECTED, status, phrase(status), Optional.empty(), List.of())));
    }

    private static String phrase(int status) {
        return switch (status) {
            case 481 -> "Call/Transaction Does Not Exist";
            case 488 -> "Not Acceptable Here (the two offers have no media in common)";
            case 486 -> "Busy Here";
            case 491 -> "Request Pending";
            default -> "Declined";
        };
    }

    @Override
    public void perform(LegAction action) {
        if (action instanceof LegAction.Cross cross) {
            tell(cross.event());
        }
    }

    @Override
    public void close() {
        // Nothing is held: what still comes finds no seat.
        other = null;
    }
}
