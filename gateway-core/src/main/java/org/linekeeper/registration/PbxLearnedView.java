package org.linekeeper.registration;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the answers of a PBX taught.
 *
 * @param minExpires the least expiry that it accepts (423); empty when it never refused one
 * @param grantedInstead what it granted last, while it always grants less than is asked for; empty otherwise
 * @param outbound whether it takes instance ids (RFC 5626), as far as known
 * @param nonceReuse whether nonces are used again
 * @param nonceReuseRate share of reused nonces that it accepted lately, 0 to 1; empty before the first one
 * @param address where it sees this gateway, when that is not where the Contact says
 */
public record PbxLearnedView(
        Optional<Duration> minExpires,
        Optional<Duration> grantedInstead,
        boolean outbound,
        boolean nonceReuse,
        OptionalDouble nonceReuseRate,
        Optional<AddressSeen> address) {
    /**
     * Another address than the Contact names.
     *
     * @param seen where the PBX sees requests come from
     * @param shown what the Contact names
     * @param expected whether the settings of the PBX say so
     */
    public record AddressSeen(String seen, String shown, boolean expected) {}
}
