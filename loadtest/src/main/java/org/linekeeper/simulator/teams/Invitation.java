package org.linekeeper.simulator.teams;

import org.linekeeper.simulator.sip.SipHeaders;

/**
 * What a Teams user's call says.
 *
 * @param caller its number with plus
 * @param number what it dials
 * @param tenant the SBC's name: host of the Request-URI
 * @param port where that SBC listens
 * @param routed whether Teams records itself; otherwise its Contact is where later requests go
 * @param extra further headers
 */
public record Invitation(String caller, String number, String tenant, int port, boolean routed, SipHeaders extra) {
    public static Invitation of(String caller, String number, String tenant, int port) {
        return new Invitation(caller, number, tenant, port, true, SipHeaders.EMPTY);
    }

    public Invitation unrouted() {
        return new Invitation(caller, number, tenant, port, false, extra);
    }

    public Invitation with(String header, String value) {
        return new Invitation(caller, number, tenant, port, routed, extra.with(header, value));
    }
}
