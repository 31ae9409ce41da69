package org.linekeeper.loadtest;

import java.util.List;

/**
 * What one run of SIPp came to.
 *
 * @param exitCode 0 all calls succeeded, 1 a call failed, 99 no call was made, 255 SIPp could not run
 * @param calls created
 * @param successful ended as the scenario says
 * @param failed did not
 * @param retransmissions of SIPp's own messages
 * @param errors the first lines of SIPp's error file and console; empty when all went well
 */
public record SippResult(
        int exitCode, long calls, long successful, long failed, long retransmissions, List<String> errors) {
    public SippResult {
        errors = List.copyOf(errors);
    }

    /** Every call that was asked for succeeded. */
    public boolean allSucceeded(int wanted) {
        return exitCode == 0 && successful == wanted && failed == 0;
    }
}
