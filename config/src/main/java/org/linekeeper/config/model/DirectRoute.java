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
 * @param limits how many calls it may carry, and where to
 */
public record DirectRoute(
        String id, String enterpriseId, String tenantFqdn, List<SbcPeer> peers, boolean enabled, CallLimits limits)
        implements Entity {
    public DirectRoute {
        peers = List.copyOf(peers);
    }

    /** A direct route without limits. */
    public DirectRoute(String id, String enterpriseId, String tenantFqdn, List<SbcPeer> peers, boolean enabled) {
        this(id, enterpriseId, tenantFqdn, peers, enabled, CallLimits.NONE);
    }

    @Override
    public Kind kind() {
        return Kind.DIRECT_ROUTE;
    }

    @Override
    public List<Problem> problems() {
        Checks checks = new Checks()
                .id("/id", id)
                .id("/enterpriseId", enterpriseId)
                .fqdn("/tenantFqdn", tenantFqdn)
                .size("/peers", peers.size(), 1, Checks.MOST_PEERS);
        for (int i = 0; i < peers.size(); i++) {
            peers.get(i).check(checks, "/peers/" + i);
        }
        limits.check(checks, "/limits");
        return checks.list();
    }
}
