package org.linekeeper.config.model;

import java.util.List;

/**
 * The SIP way between one tenant and the gateway.
 *
 * @param id the portal's id
 * @param enterpriseId whose tenant it is
 * @param tenantFqdn the tenant's SBC name: the host of the Request-URI of a call from Teams, and our Contact host towards Teams
 * @param peers the SBCs in front of Teams; at least one; by priority, then weight
 * @param enabled when false no call is taken
 */
public record DirectRoute(String id, String enterpriseId, String tenantFqdn, List<SbcPeer> peers, boolean enabled)
        implements Entity {
    public DirectRoute {
        peers = List.copyOf(peers);
    }

    @Override
    public Kind kind() {
        return Kind.DIRECT_ROUTE;
    }
}
