package org.linekeeper.sip.jain;

import gov.nist.core.net.AddressResolver;
import javax.sip.address.Hop;

/**
 * Looks nothing up: names were located before, by {@code dns-srv}, and a lookup here would block an event loop. Public because
 * JAIN-SIP makes one by name.
 */
public final class LiteralAddressResolver implements AddressResolver {
    @Override
    public Hop resolveAddress(Hop hop) {
        return hop;
    }
}
