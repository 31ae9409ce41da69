package org.linekeeper.registration.machine;

import java.util.Set;

/** What a REGISTER to a PBX has or has not, as its answers taught. */
public enum PbxTrait {
    /** Instance id, {@code reg-id} and {@code Supported: outbound} (RFC 5626 4.2.1). */
    OUTBOUND,
    /** {@code Supported: path} (RFC 3327 5.1). */
    PATH,
    /** Targets located for UDP are used over TCP, because messages are too large (RFC 3261 18.1.1). */
    STREAM;

    /** What is assumed of a PBX that has not taught anything. */
    public static final Set<PbxTrait> USUAL = Set.of(OUTBOUND, PATH);
}
