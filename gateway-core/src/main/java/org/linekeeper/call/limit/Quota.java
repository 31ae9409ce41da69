package org.linekeeper.call.limit;

import java.util.OptionalInt;
import org.linekeeper.config.model.CallLimits;

/**
 * How many calls one line, PBX, enterprise, reseller or direct route may have.
 *
 * @param owner what it is
 * @param id which one
 * @param maxCalls at one time; empty for no limit
 * @param maxPerSecond new ones in a second; empty for no limit
 */
public record Quota(Owner owner, String id, OptionalInt maxCalls, OptionalInt maxPerSecond) {
    /** Whose limit it is. */
    public enum Owner {
        LINE,
        PBX,
        ENTERPRISE,
        RESELLER,
        DIRECT_ROUTE
    }

    public static Quota of(Owner owner, String id, CallLimits limits) {
        return new Quota(owner, id, limits.maxCalls(), limits.maxCallsPerSecond());
    }

    /** Whether it limits anything. */
    public boolean limits() {
        return maxCalls.isPresent() || maxPerSecond.isPresent();
    }
}
