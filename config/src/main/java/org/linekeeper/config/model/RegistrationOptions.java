package org.linekeeper.config.model;

import java.util.Optional;

/**
 * How lines register at a PBX, where it needs something else than what works at most of them.
 *
 * @param realm the only realm whose challenges are answered; empty for any that this PBX names
 * @param preemptiveAuth whether credentials may go out before this PBX asks for them, as far as the gateway allows it
 * @param outbound whether the Contact shows the instance of the line (RFC 5626)
 * @param translated whether an address translator (NAT) stands on the way and is expected to, so that nobody is warned of it
 * @param pace how many REGISTERs it bears
 */
public record RegistrationOptions(
        Optional<String> realm, Use preemptiveAuth, Use outbound, boolean translated, RegistrationPace pace) {
    /** As most PBXs have it. */
    public static final RegistrationOptions NONE = new RegistrationOptions(Optional.empty(), Use.AUTO, Use.AUTO, false);

    private static final int LONGEST_REALM = 255;

    /** Whether something is done. */
    public enum Use {
        /** Until the answers of the PBX tell otherwise. */
        AUTO,
        /** Never. */
        OFF
    }

    /** For a PBX of whose pace nothing is said. */
    public RegistrationOptions(Optional<String> realm, Use preemptiveAuth, Use outbound, boolean translated) {
        this(realm, preemptiveAuth, outbound, translated, RegistrationPace.NONE);
    }

    /** The same for a PBX that bears so much. */
    public RegistrationOptions with(RegistrationPace other) {
        return new RegistrationOptions(realm, preemptiveAuth, outbound, translated, other);
    }

    void check(Checks checks, String pointer) {
        checks.printable(pointer + "/realm", realm, LONGEST_REALM);
        pace.check(checks, pointer);
    }
}
