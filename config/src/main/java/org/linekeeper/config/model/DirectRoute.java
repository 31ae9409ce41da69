package org.linekeeper.config.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The SIP way between one tenant and the gateway.
 *
 * @param id the portal's id
 * @param enterpriseId whose tenant it is
 * @param tenantFqdn the tenant's SBC name: the host of the Request-URI of a call from Teams, and our Contact host towards Teams
 * @param baseFqdn the SBC name that the carrier has registered, when the tenant's name is derived from it (the hosting model of
 *     Teams). Only that name is kept alive with OPTIONS, and the derived one inherits its health
 * @param peers the SBCs in front of Teams, or Teams; at least one; by priority, then weight
 * @param enabled when false no call is taken
 * @param limits how many calls it may carry, and where to
 * @param hold how Teams is told of hold
 */
public record DirectRoute(
        String id,
        String enterpriseId,
        String tenantFqdn,
        Optional<String> baseFqdn,
        List<SbcPeer> peers,
        boolean enabled,
        CallLimits limits,
        HoldStyle hold)
        implements Entity {
    public DirectRoute {
        peers = List.copyOf(peers);
    }

    /** A direct route whose Teams is told of hold as Microsoft documents. */
    public DirectRoute(
            String id,
            String enterpriseId,
            String tenantFqdn,
            Optional<String> baseFqdn,
            List<SbcPeer> peers,
            boolean enabled,
            CallLimits limits) {
        this(id, enterpriseId, tenantFqdn, baseFqdn, peers, enabled, limits, HoldStyle.INACTIVE);
    }

    /** The same, whose Teams is told of hold in that way. */
    public DirectRoute with(HoldStyle style) {
        return new DirectRoute(id, enterpriseId, tenantFqdn, baseFqdn, peers, enabled, limits, style);
    }

    /** A direct route with a name of its own. */
    public DirectRoute(
            String id,
            String enterpriseId,
            String tenantFqdn,
            List<SbcPeer> peers,
            boolean enabled,
            CallLimits limits) {
        this(id, enterpriseId, tenantFqdn, Optional.empty(), peers, enabled, limits);
    }

    /** A direct route without limits. */
    public DirectRoute(String id, String enterpriseId, String tenantFqdn, List<SbcPeer> peers, boolean enabled) {
        this(id, enterpriseId, tenantFqdn, peers, enabled, CallLimits.NONE);
    }

    /** The name that Teams knows us by on connections of this route, in lower case: the registered one. */
    public String trunkFqdn() {
        return baseFqdn.orElse(tenantFqdn).toLowerCase(Locale.ROOT);
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
        baseFqdn.ifPresent(base -> checks.fqdn("/baseFqdn", base)
                .demand(
                        "/baseFqdn",
                        isDerivedFrom(base),
                        "must be what follows the first label of tenantFqdn: a certificate for *." + base
                                + " names no deeper name"));
        for (int i = 0; i < peers.size(); i++) {
            peers.get(i).check(checks, "/peers/" + i);
        }
        limits.check(checks, "/limits");
        return checks.list();
    }

    /** One label deeper, or the registered name itself. */
    private boolean isDerivedFrom(String base) {
        int dot = tenantFqdn.indexOf('.');
        return tenantFqdn.equalsIgnoreCase(base)
                || (dot > 0 && tenantFqdn.substring(dot + 1).equalsIgnoreCase(base));
    }
}
