package org.linekeeper.config.store;

import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.Enterprise;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.Reseller;
import org.linekeeper.config.model.SbcPeer;
import org.linekeeper.config.model.ServedEnterprise;

/** The model in memory, by the keys that calls and registrations ask for. Never blocks; safe for use by any thread. */
public interface Directory {
    Optional<Reseller> reseller(String id);

    Optional<Enterprise> enterprise(String id);

    /** An enterprise with its reseller. */
    default Optional<ServedEnterprise> served(String enterpriseId) {
        return enterprise(enterpriseId)
                .map(enterprise ->
                        new ServedEnterprise(enterprise, enterprise.resellerId().flatMap(this::reseller)));
    }

    Optional<DirectRoute> directRoute(String id);

    Optional<Pbx> pbx(String id);

    Optional<Line> line(String id);

    /** All PBXs. */
    Collection<Pbx> pbxs();

    /** All direct routes. */
    Collection<DirectRoute> directRoutes();

    /** All lines of a PBX, without a copy: what changes during a walk may or may not be shown by it. */
    Collection<Line> linesOf(String pbxId);

    /** The PBXs that name the address among their networks, each once, in no order. */
    List<Pbx> pbxsTrusting(InetAddress address);

    /** The PBXs with this SIP domain, in any letter case, in no order. */
    List<Pbx> pbxsOfDomain(String sipDomain);

    /** The peers of direct routes that name the address among their networks, equal ones once, in no order. */
    List<SbcPeer> peersTrusting(InetAddress address);

    /**
     * The SBCs of direct routes that are known by a certificate with this name, equal ones once, in no order.
     *
     * @param name in any letter case; {@code *} for its first label is any label
     */
    List<SbcPeer> peersNamed(String name);

    /** The direct route of a tenant's SBC name, in any letter case. */
    Optional<DirectRoute> directRouteByTenant(String tenantFqdn);

    /** The line that has this number, its own, a further one or one of a range, on a direct route; the number in E.164 with its plus. */
    Optional<Line> lineByNumber(String directRouteId, String phoneNumber);

    /** The line of a PBX that has this number on any direct route of its enterprise. */
    Optional<Line> lineOfPbxByNumber(String pbxId, String phoneNumber);

    /** The line of a SIP user on a PBX. */
    Optional<Line> lineBySipUser(String pbxId, String sipUser);
}
