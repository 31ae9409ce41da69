package org.linekeeper.call;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.linekeeper.call.identity.Caller;
import org.linekeeper.call.identity.Diversions;
import org.linekeeper.call.number.DialPlans;
import org.linekeeper.call.number.DialRules;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.ServedEnterprise;
import org.linekeeper.event.CallDirection;

/** Calls that come from a PBX. */
final class PbxAdmission {
    private final CallPorts ports;
    private final SipMessages messages;
    private final DialPlans dialPlans;
    private final PbxLines lines;
    private final Availability availability;
    private final List<String> teamsListeners;
    private final RandomGenerator random;
    private final LineDigest digest;

    PbxAdmission(
            CallPorts ports,
            SipMessages messages,
            DialPlans dialPlans,
            PbxLines lines,
            Availability availability,
            List<String> teamsListeners,
            RandomGenerator random,
            LineDigest digest) {
        this.digest = digest;
        this.ports = ports;
        this.messages = messages;
        this.dialPlans = dialPlans;
        this.lines = lines;
        this.availability = availability;
        this.teamsListeners = teamsListeners;
        this.random = random;
    }

    Admission admit(InboundInvite invite) {
        CallerIdentity identity = CallerIdentity.in(invite.request(), messages);
        CallFacts facts =
                CallFacts.of(CallDirection.PBX_TO_TEAMS, identity.asserted().user(), invite.toUser());
        PbxLines.Finding finding = lines.find(invite);
        if (finding instanceof PbxLines.Finding.Found found) {
            return admit(invite, identity, found, facts.of(found.line()));
        }
        if (finding instanceof PbxLines.Finding.Several) {
            return Refusals.AMBIGUOUS_LINE.of(facts);
        }
        return (finding instanceof PbxLines.Finding.Nobody ? Refusals.UNKNOWN_LINE : Refusals.UNTRUSTED_SOURCE)
                .of(facts);
    }

    private Admission admit(
            InboundInvite invite, CallerIdentity identity, PbxLines.Finding.Found found, CallFacts known) {
        Pbx pbx = found.pbx();
        Line line = found.line();
        Optional<DirectRoute> route = ports.directory().directRoute(line.directRouteId());
        Optional<ServedEnterprise> enterprise =
                route.flatMap(of -> ports.directory().served(of.enterpriseId()));
        CallFacts routed = route.map(known::over).orElse(known);
        CallFacts facts = enterprise.map(routed::of).orElse(routed);
        if (!pbx.enabled() || !line.enabled()) {
            return Refusals.LINE_DISABLED.of(facts);
        }
        if (route.isEmpty() || route.get().peers().isEmpty()) {
            return Refusals.NO_ROUTE.of(facts);
        }
        if (!route.get().enabled() || !enterprise.map(ServedEnterprise::enabled).orElse(false)) {
            return Refusals.ROUTE_DISABLED.of(facts);
        }
        Optional<Refusals> away = availability.refusal(line, pbx, route.get(), enterprise.get());
        if (away.isPresent()) {
            return away.get().of(facts);
        }
        if (!invite.hasContact()) {
            return Refusals.BAD_REQUEST.of(facts);
        }
        CallContent content = CallContent.of(invite.request());
        if (content.body().isEmpty()) {
            // Teams takes no INVITE without an offer, and nobody here could make one for the PBX.
            return Refusals.NO_OFFER.of(facts);
        }
        Caller caller = identity.asserted();
        Diversions diversions = identity.diversions();
        if (diversions.goInCircles()) {
            return Refusals.TOO_MANY_DIVERSIONS.of(facts);
        }
        DialRules rules = dialPlans.of(pbx);
        UnaryOperator<String> global =
                user -> rules.fromPbx(user, Optional.of(line.phoneNumber())).result();
        return new Admission.Bridged(
                facts,
                PeerPlaces.of(route.get(), random),
                new TeamsInvite(
                        messages,
                        route.get(),
                        new TeamsInvite.From(caller.as(global.apply(caller.user())), diversions.as(global)),
                        found.number(),
                        content,
                        teamsListeners),
                Optional.of(invite.dialled()),
                Optional.empty(),
                "",
                digest.of(TrunkWay.account(ports, pbx, line).orElse(line)),
                Demand.of(line, pbx, enterprise.get(), route.get()));
    }
}
