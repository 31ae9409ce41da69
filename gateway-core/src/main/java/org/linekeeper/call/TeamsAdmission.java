package org.linekeeper.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sip.address.SipURI;
import org.linekeeper.call.identity.Caller;
import org.linekeeper.call.identity.Diversions;
import org.linekeeper.call.identity.PbxCaller;
import org.linekeeper.call.machine.Destination;
import org.linekeeper.call.number.DialPlans;
import org.linekeeper.call.number.DialRules;
import org.linekeeper.call.number.Translation;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.HostPort;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.ServedEnterprise;
import org.linekeeper.config.store.Directory;
import org.linekeeper.event.CallDirection;

/** Calls that come from Teams: the tenant is the host of the Request-URI, the line is the caller's number. */
final class TeamsAdmission {
    private final CallPorts ports;
    private final SipMessages messages;
    private final DialPlans dialPlans;
    private final List<String> pbxListeners;
    private final LineDigest digest;

    TeamsAdmission(
            CallPorts ports, SipMessages messages, DialPlans dialPlans, List<String> pbxListeners, LineDigest digest) {
        this.ports = ports;
        this.messages = messages;
        this.dialPlans = dialPlans;
        this.pbxListeners = pbxListeners;
        this.digest = digest;
    }

    Admission admit(InboundInvite invite) {
        Directory directory = ports.directory();
        CallerIdentity identity = CallerIdentity.in(invite.request(), messages);
        List<String> numbers = identity.numbers();
        CallFacts facts =
                CallFacts.of(CallDirection.TEAMS_TO_PBX, identity.shown().user(), invite.dialled());
        Optional<DirectRoute> found = invite.uri().map(SipURI::getHost).flatMap(directory::directRouteByTenant);
        if (found.isEmpty()) {
            // Who is not trusted by any route does not learn which tenants there are.
            boolean known = TeamsSource.isTrusted(directory, invite.source());
            return (known ? Refusals.UNKNOWN_TENANT : Refusals.UNTRUSTED_SOURCE).of(facts);
        }
        DirectRoute route = found.get();
        if (!TeamsSource.trusts(route, invite.source())) {
            return Refusals.UNTRUSTED_SOURCE.of(facts.over(route));
        }
        Optional<ServedEnterprise> enterprise = directory.served(route.enterpriseId());
        CallFacts routed = enterprise.map(facts.over(route)::of).orElse(facts.over(route));
        if (!route.enabled() || !enterprise.map(ServedEnterprise::enabled).orElse(false)) {
            return Refusals.ROUTE_DISABLED.of(routed);
        }
        if (invite.dialled().isEmpty() || !invite.hasContact()) {
            return Refusals.BAD_REQUEST.of(routed);
        }
        if (identity.diversions().goInCircles()) {
            return Refusals.TOO_MANY_DIVERSIONS.of(routed);
        }
        for (String number : numbers) {
            Optional<Line> line = directory.lineByNumber(route.id(), number);
            if (line.isPresent()) {
                return admit(
                        invite,
                        identity,
                        new Customer(
                                enterprise.get(), route, line.get(), line.get().teamsNumber(number)),
                        routed.of(line.get()));
            }
        }
        return Refusals.UNKNOWN_CALLER.of(routed);
    }

    /**
     * Whose call it is.
     *
     * @param number by which Teams knows who calls
     */
    private record Customer(ServedEnterprise enterprise, DirectRoute route, Line line, String number) {}

    private Admission admit(InboundInvite invite, CallerIdentity identity, Customer customer, CallFacts facts) {
        Line line = customer.line();
        Optional<Pbx> found = ports.directory().pbx(line.pbxId());
        if (found.isEmpty()) {
            return Refusals.LINE_DISABLED.of(facts);
        }
        Pbx pbx = found.get();
        DialRules rules = dialPlans.of(pbx);
        Translation dialled = rules.toPbx(invite.dialled(), Optional.of(line.phoneNumber()));
        Optional<Refusals> denied = Demand.screen(dialled, line, pbx, customer.enterprise(), customer.route());
        if (denied.isPresent()) {
            return denied.get().of(facts);
        }
        Optional<HostPort> fallback = dialled.isEmergency() ? fallback(pbx) : Optional.empty();
        boolean enabled = pbx.enabled() && line.enabled();
        Optional<Line> account = enabled ? TrunkWay.account(ports, pbx, line) : Optional.empty();
        Optional<RegisteredLine> registration = account.flatMap(
                        of -> ports.lines().registration(of.id()))
                .filter(binding -> TrunkWay.needsBinding(pbx));
        boolean reachable = account.isPresent() && (registration.isPresent() || !TrunkWay.needsBinding(pbx));
        if (!reachable && fallback.isEmpty()) {
            return (enabled ? Refusals.LINE_NOT_REGISTERED : Refusals.LINE_DISABLED).of(facts);
        }
        CallContent content = CallContent.of(invite.request());
        Optional<InviteTemplate> toPbx = account.filter(of -> reachable)
                .map(of -> new PbxInvite(
                        messages,
                        new PbxInvite.Line2Pbx(of, pbx, registration, new PbxRedirects(ports, pbx)),
                        dialled.result(),
                        caller(invite, identity, dialled, customer, pbx, rules),
                        content,
                        pbxListeners,
                        digest.of(of)));
        InviteTemplate template = fallback.<InviteTemplate>map(host -> new EmergencyInvite(
                        messages,
                        toPbx,
                        new EmergencyInvite.Fallback(host, dialled.result(), line, customer.number(), pbxListeners),
                        content))
                .or(() -> toPbx)
                .orElseThrow();
        return new Admission.Bridged(
                facts,
                destinations(pbx, reachable, registration, fallback),
                template,
                Optional.empty(),
                Optional.of(customer.route().tenantFqdn()),
                TeamsSource.isTeams(customer.route(), invite.source())
                        ? customer.route().trunkFqdn()
                        : "",
                LegCredentials.none(),
                dialled.isUrgent() ? Demand.URGENT : Demand.of(line, pbx, customer.enterprise(), customer.route()));
    }

    private List<Destination> destinations(
            Pbx pbx, boolean reachable, Optional<RegisteredLine> registration, Optional<HostPort> fallback) {
        List<Destination> destinations = new ArrayList<>();
        registration.map(RegisteredLine::target).map(Destination.Known::new).ifPresent(destinations::add);
        if (reachable) {
            // RFC 3261 21.5.4: "The client ... SHOULD NOT forward any other requests to that server for the duration
            // specified in the Retry-After header field, if present."
            boolean up = registration.isPresent()
                    && ports.health().isUp(registration.get().target());
            destinations.add(up ? 1 : 0, new Destination.Named(ServerNames.of(pbx)));
        }
        fallback.ifPresent(host -> destinations.add(new Destination.LastResort(
                new Destination.Named(ServerNames.of(host, pbx.numbers().emergency())))));
        return destinations;
    }

    /** The PBX itself is no fallback for the PBX. */
    private static Optional<HostPort> fallback(Pbx pbx) {
        return pbx.numbers().emergency().fallback().filter(host -> !host.host()
                .equalsIgnoreCase(ServerNames.of(pbx).host()));
    }

    private static PbxInvite.From caller(
            InboundInvite invite,
            CallerIdentity identity,
            Translation dialled,
            Customer customer,
            Pbx pbx,
            DialRules rules) {
        Line line = customer.line();
        Optional<String> number = Optional.of(line.phoneNumber());
        Diversions diversions = identity.diversions();
        boolean forwarded = !diversions.isEmpty() || invite.isRetargeted();
        Caller caller = identity.shown();
        PbxCaller shown = PbxCaller.of(
                line,
                customer.number(),
                // Who calls for help is to be found.
                dialled.isEmergency() ? caller.revealed() : caller,
                forwarded,
                TrunkWay.shown(
                        pbx,
                        PbxCaller.policy(
                                line, pbx.identity(), customer.enterprise().identity())));
        return new PbxInvite.From(
                shown.with(user -> rules.identity(user, number)), diversions.as(user -> rules.identity(user, number)));
    }
}
