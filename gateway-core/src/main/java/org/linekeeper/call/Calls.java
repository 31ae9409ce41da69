package org.linekeeper.call;

import java.util.List;
import java.util.Optional;

/** The calls in progress. Safe for use by any thread; never blocks. */
public interface Calls {
    /** All calls, in no order. */
    List<CallView> inProgress();

    /**
     * Those with the ids that follow, in the order of their ids.
     *
     * @param after an id, or the empty string for the first ones
     * @param most how many at most
     */
    List<CallView> inProgress(String after, int most);

    /** The call with the gateway's own id. */
    Optional<CallView> call(String callId);

    /** Whether a line has a call that is not over on both sides. */
    boolean hasCalls(String lineId);

    /**
     * Ends a call: BYE to both sides, or CANCEL and a refusal before an answer. Its end is not waited for.
     *
     * @return the call as it stands; empty when there is none with this id
     */
    Optional<CallView> release(String callId);
}
