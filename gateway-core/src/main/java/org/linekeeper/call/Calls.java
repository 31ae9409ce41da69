package org.linekeeper.call;

import java.util.List;

/** The calls in progress. Safe for use by any thread; never blocks. */
public interface Calls {
    /** All calls, in no order. */
    List<CallView> inProgress();
}
