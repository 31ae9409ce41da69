package org.linekeeper.call;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.linekeeper.call.identity.Caller;
import org.linekeeper.call.identity.Diversions;
import org.linekeeper.call.machine.Destination;
import org.linekeeper.call.number.DialPlans;
import org.linekeeper.call.number.DialRules;
import org.linekeeper.call.number.PhoneNumbers;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.Enterprise;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.SbcPeer;
import org.linekeeper.config.store.Directory;
import org.linekeeper.event.CallDirection;

/** Calls that come from a PBX: the user part of the Request-URI is the token that the line registered, or its SIP user. */
final class PbxAdmission {
    private final CallPorts ports;
    private final SipMessages messages;
    private final DialPlans dialPlans;
    private final List<String> teamsListeners;
    private final RandomGenerator random;
    private final LineDigest digest;

    PbxAdmission(
            CallPorts ports,
            SipMessages messages,
            DialPlans dialPlans,
            List<String> teamsListeners,
            RandomGenerator random,
            LineDigest digest) {
        this.digest = digest;
        this.ports = ports;
        this.messages = messages;
        this.dialPlans = dialPlans;
        this.teamsListeners = teamsListeners;
        this.random = random;
    }

    Admission admit(InboundInvite invite) {
        CallerIdentity identity = CallerIdentity.in(invite.request(), messages);
        CallFacts facts =
                CallFacts.of(CallDirection.PBX_TO_TEAMS, identity.asserted().user(), invite.toUser());
        InetAddress from = invite.source().remote().getAddress();
        Directory directory = ports.directory();
        Optional<Line> named =
                ports.lines().lineByContactToken(invite.dialled()).flatMap(directory::line);
        if (named.isPresent()) {
            Optional<Pbx> pbx = directory.pbx(named.get().pbxId());
            return pbx.isPresent() && (isRegistrarOf(named.get(), from) || trusts(pbx.get(), from))
                    ? admit(invite, identity, pbx.get(), named.get(), facts.of(named.get()))
                    : Refusals.UNTRUSTED_SOURCE.of(facts);
        }
        boolean trusted = false;
        for (Pbx pbx : directory.pbxs()) {
            if (trusts(pbx, from)) {
                trusted = true;
                Optional<Line> line = bySipUser(pbx, invite);
                if (line.isPresent()) {
                    return admit(invite, identity, pbx, line.get(), facts.of(line.get()));
                }
            }
        }
        return (trusted ? Refusals.UNKNOWN_LINE : Refusals.UNTRUSTED_SOURCE).of(facts);
    }

    /** Whether an address belongs to the PBX of that line. */
    boolean trusts(Line line, InetAddress address) {
        return isRegistrarOf(line, address)
                || ports.directory()
                        .pbx(line.pbxId())
                        .filter(pbx -> trusts(pbx, address))
                        .isPresent();
    }

    /** After a restart the PBX need not have been located yet, but the line's binding says where it was. */
    private boolean isRegistrarOf(Line line, InetAddress address) {
        return ports.lines()
                .registration(line.id())
                .map(registered -> registered.target().address().getAddress())
                .filter(address::equals)
                .isPresent();
    }

    private boolean trusts(Pbx pbx, InetAddress address) {
        return pbx.trustedNetworks().stream().anyMatch(network -> network.contains(address))
                || ports.lines().isPbxAddress(pbx.id(), address);
    }

    /** Some PBXs send to the AOR instead of the Contact, or say in P-Called-Party-ID (RFC 7315 4.2) whom they mean. */
    private Optional<Line> bySipUser(Pbx pbx, InboundInvite invite) {
        List<String> users = new ArrayList<>(List.of(invite.dialled(), invite.toUser()));
        SipMessages.values(invite.request(), "P-Called-Party-ID").forEach(value -> users.add(userOf(value)));
        return users.stream()
                .filter(user -> !user.isEmpty())
                .flatMap(user -> ports.directory().lineBySipUser(pbx.id(), user).stream())
                .findFirst()
                .or(() -> byNumber(pbx, users));
    }

    /** Others name one of the line's numbers, in the way in which they write numbers. */
    private Optional<Line> byNumber(Pbx pbx, List<String> users) {
        return users.stream()
                .filter(user -> !user.isEmpty())
                .map(user -> dialPlans.of(pbx).fromPbx(user, Optional.empty()).result())
                .filter(PhoneNumbers::isGlobal)
                .flatMap(number -> ports.directory().lineOfPbxByNumber(pbx.id(), number).stream())
                .findFirst();
    }

    private static String userOf(String nameAddr) {
        int scheme = nameAddr.indexOf("sip:");
        int at = nameAddr.indexOf('@', Math.max(scheme, 0));
        return scheme < 0 || at < 0 ? "" : PhoneNumbers.withoutParameters(nameAddr.substring(scheme + 4, at));
    }

    private Admission admit(InboundInvite invite, CallerIdentity identity, Pbx pbx, Line line, CallFacts known) {
        Optional<DirectRoute> route = ports.directory().directRoute(line.directRouteId());
        CallFacts facts = route.map(known::over).orElse(known);
        if (!pbx.enabled() || !line.enabled()) {
            return Refusals.LINE_DISABLED.of(facts);
        }
        if (route.isEmpty() || route.get().peers().isEmpty()) {
            return Refusals.NO_ROUTE.of(facts);
        }
        Optional<Enterprise> enterprise =
                ports.directory().enterprise(route.get().enterpriseId()).filter(Enterprise::enabled);
        if (!route.get().enabled() || enterprise.isEmpty()) {
            return Refusals.ROUTE_DISABLED.of(facts);
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
        List<Destination> destinations = new ArrayList<>();
        for (SbcPeer peer : PeerOrder.of(route.get().peers(), random)) {
            destinations.add(new Destination.Named(ServerNames.of(peer)));
        }
        return new Admission.Bridged(
                facts,
                destinations,
                new TeamsInvite(
                        messages,
                        route.get(),
                        new TeamsInvite.From(caller.as(global.apply(caller.user())), diversions.as(global)),
                        line.phoneNumber(),
                        content,
                        teamsListeners),
                Optional.of(invite.dialled()),
                Optional.empty(),
                digest.of(line),
                Demand.of(line, enterprise.get(), route.get()));
    }
}
