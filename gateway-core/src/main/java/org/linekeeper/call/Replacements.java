package org.linekeeper.call;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.linekeeper.call.machine.Body;
import org.linekeeper.call.machine.BodyParts;
import org.linekeeper.call.machine.Replaces;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.Line;
import org.linekeeper.event.CallDirection;

/**
 * INVITEs with Replaces (RFC 3891). Only who is trusted with the dialog may replace it: for a leg of Teams an SBC of the same direct
 * route, for a leg of a PBX that PBX. To everybody else there is no such dialog.
 */
final class Replacements {
    private final CallPorts ports;
    private final SipMessages messages;
    private final CallRegistry registry;
    private final PbxLines pbxs;

    Replacements(CallPorts ports, SipMessages messages, CallRegistry registry, PbxLines pbxs) {
        this.ports = ports;
        this.messages = messages;
        this.registry = registry;
        this.pbxs = pbxs;
    }

    /**
     * Decides.
     *
     * @param ordinary what would become of the INVITE without Replaces
     */
    Admission admit(InboundInvite invite, boolean teams, Supplier<Admission> ordinary) {
        List<String> values = SipMessages.values(invite.request(), "Replaces");
        // RFC 3891 3: "If more than one Replaces header field is present in an INVITE ... the UAS MUST reject the
        // request
        // with a 400 Bad Request response."
        Optional<Replaces> replaces = values.size() == 1 ? ReferRequest.replaces(values.get(0)) : Optional.empty();
        Optional<Seat> seat = replaces.flatMap(registry::seat)
                .filter(found -> found.call().isTeams(found.side()) == teams)
                .filter(found -> isTrusted(found, invite, teams));
        if (seat.isPresent()) {
            return admitted(invite, seat.get(), teams);
        }
        Admission otherwise = ordinary.get();
        return otherwise instanceof Admission.Bridged bridged
                ? (replaces.isEmpty() ? Refusals.BAD_REQUEST : Refusals.NO_DIALOG).of(bridged.facts())
                : otherwise;
    }

    private boolean isTrusted(Seat seat, InboundInvite invite, boolean teams) {
        CallFacts facts = seat.call().admission().facts();
        if (teams) {
            Optional<DirectRoute> route = facts.directRouteId().flatMap(ports.directory()::directRoute);
            return route.isPresent() && TeamsSource.trusts(route.get(), invite.source());
        }
        Optional<Line> line = facts.lineId().flatMap(ports.directory()::line);
        return line.isPresent()
                && pbxs.trusts(line.get(), invite.source().remote().getAddress());
    }

    private Admission admitted(InboundInvite invite, Seat seat, boolean teams) {
        Admission.Bridged there = seat.call().admission();
        CallFacts of = there.facts();
        CallerIdentity identity = CallerIdentity.in(invite.request(), messages);
        CallFacts facts = new CallFacts(
                teams ? CallDirection.TEAMS_TO_PBX : CallDirection.PBX_TO_TEAMS,
                of.resellerId(),
                of.enterpriseId(),
                of.directRouteId(),
                of.pbxId(),
                of.lineId(),
                (teams ? identity.shown() : identity.asserted()).user(),
                invite.dialled());
        if (!invite.hasContact()) {
            return Refusals.BAD_REQUEST.of(facts);
        }
        Optional<Body> offer = SipMessages.body(invite.request());
        if (offer.isEmpty()) {
            // Teams takes no INVITE without an offer, and whoever stays has to be given one.
            return Refusals.NO_OFFER.of(facts);
        }
        if (BodyParts.description(offer.get()).isEmpty()) {
            return Refusals.UNSUPPORTED_BODY.of(facts);
        }
        return new Admission.Replacing(
                new Admission.Bridged(
                        facts,
                        List.of(),
                        there.invite(),
                        teams ? Optional.empty() : Optional.of(invite.dialled()),
                        teams
                                ? facts.directRouteId()
                                        .flatMap(ports.directory()::directRoute)
                                        .map(DirectRoute::tenantFqdn)
                                : Optional.empty(),
                        teams ? localName(facts, invite) : "",
                        there.credentials(seat.side()),
                        // It takes the place of one that ends.
                        Demand.URGENT),
                seat);
    }

    /** Teams itself is shown the certificate of its tenant. */
    private String localName(CallFacts facts, InboundInvite invite) {
        return facts.directRouteId()
                .flatMap(ports.directory()::directRoute)
                .filter(route -> TeamsSource.isTeams(route, invite.source()))
                .map(DirectRoute::trunkFqdn)
                .orElse("");
    }
}
