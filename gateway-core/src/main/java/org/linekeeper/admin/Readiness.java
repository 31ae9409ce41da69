package org.linekeeper.admin;

import java.util.List;

/**
 * Whether the gateway can do its work.
 *
 * @param checks what was looked at
 */
public record Readiness(List<Check> checks) {
    public Readiness {
        checks = List.copyOf(checks);
    }

    /** Whether all is well. */
    public boolean isReady() {
        return checks.stream().allMatch(Check::ok);
    }

    /**
     * One thing that was looked at.
     *
     * @param name in lower case, such as {@code store}
     * @param ok whether it works
     * @param detail what to do when it does not; everyone may read it
     */
    public record Check(String name, boolean ok, String detail) {}
}
