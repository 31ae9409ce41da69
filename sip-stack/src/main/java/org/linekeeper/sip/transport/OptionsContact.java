package org.linekeeper.sip.transport;

import java.util.Optional;

/** Who we are to somebody who asks with OPTIONS. Told of every OPTIONS outside a dialog, on any loop; must not block. */
@FunctionalInterface
public interface OptionsContact {
    /** Always what the listener says. */
    OptionsContact OF_LISTENER = (requested, source) -> Optional.empty();

    /**
     * The host for our Contact; empty for the advertised host of the listener.
     *
     * @param requested the host of the Request-URI, letters, digits, dots and hyphens
     * @param source who asks
     */
    Optional<String> host(String requested, MessageSource source);
}
