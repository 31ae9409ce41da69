package org.linekeeper.call;

import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.sip.address.SipURI;
import javax.sip.message.Response;
import org.linekeeper.call.identity.Caller;
import org.linekeeper.call.identity.Diversions;
import org.linekeeper.call.identity.PbxCaller;
import org.linekeeper.call.identity.Privacy;
import org.linekeeper.call.machine.Body;
import org.linekeeper.call.machine.Destination;
import org.linekeeper.call.machine.Refer;
import org.linekeeper.call.machine.Side;
import org.linekeeper.call.number.DialPlans;
import org.linekeeper.call.number.DialRules;
import org.linekeeper.call.number.PhoneNumbers;
import org.linekeeper.call.number.Translation;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.event.CallDirection;

/**
 * Where a transfer leads to. It leaves to the side that asked for it, and to nobody else: from Teams to the peers of the same direct
 * route, from a PBX to the server that holds the line's registration. What Refer-To says of hosts is for them to read.
 */
final class ReferTargets {
    private static final int MAX_FORWARDS = 70;

    private final CallPorts ports;
    private final SipMessages messages;
    private final CallSetup setup;
    private final CallRegistry registry;
    private final Numbers numbers;
    private final RandomGenerator random;

    /** What numbers and credentials are looked up in. */
    record Numbers(DialPlans dialPlans, LineDigest digest) {}

    ReferTargets(
            CallPorts ports,
            SipMessages messages,
            CallSetup setup,
            CallRegistry registry,
            Numbers numbers,
            RandomGenerator random) {
        this.ports = ports;
        this.messages = messages;
        this.setup = setup;
        this.registry = registry;
        this.numbers = numbers;
        this.random = random;
    }

    /** What is to be done. */
    sealed interface Plan {
        /** Nothing; the REFER is answered with that status. */
        record Refused(int status) implements Plan {}

        /** A call is to be made. */
        record Outward(Admission.Bridged admission) implements Plan {}

        /** The target is on a call of ours already. */
        record Joined(Seat seat) implements Plan {}
    }

    /**
     * Decides.
     *
     * @param offer what the target is to be offered
     */
    Plan of(Call call, Side by, Refer refer, Optional<Body> offer) {
        SipURI uri;
        try {
            uri = messages.uri(refer.target());
        } catch (ParseException e) {
            return new Plan.Refused(Response.BAD_REQUEST);
        }
        Optional<Seat> seat = refer.replaces().flatMap(registry::seat).filter(found -> found.isBeside(call, by));
        if (seat.isPresent()) {
            return seat.get().call().equals(call)
                    ? new Plan.Refused(Response.BAD_REQUEST)
                    : new Plan.Joined(seat.get());
        }
        Optional<CallOwner> owner = CallOwner.of(call.admission().facts(), ports.directory());
        if (owner.isEmpty()) {
            return new Plan.Refused(Response.FORBIDDEN);
        }
        CallContent content = new CallContent(MAX_FORWARDS, List.of(), offer);
        return call.isTeams(by)
                ? toTeams(call, owner.get(), refer, uri, content)
                : toPbx(call, owner.get(), refer, uri, content);
    }

    private Plan toTeams(Call call, CallOwner owner, Refer refer, SipURI uri, CallContent content) {
        if (!isOfTeams(owner.route(), uri.getHost())) {
            return new Plan.Refused(Response.FORBIDDEN);
        }
        CallFacts facts = call.admission().facts();
        String survivor = facts.direction() == CallDirection.TEAMS_TO_PBX
                ? facts.callee()
                : call.admission().invite().callerSent();
        String user = user(uri);
        TeamsInvite like = new TeamsInvite(
                messages,
                owner.route(),
                new TeamsInvite.From(
                        new Caller(survivor, Optional.empty(), false, Privacy.ABSENT),
                        Diversions.read(List.of(), List.of(), Privacy.ABSENT)),
                user,
                content,
                setup.teamsListeners());
        List<Destination> destinations = PeerPlaces.of(owner.route(), random);
        Translation dialled = numbers.dialPlans()
                .of(owner.pbx())
                .toPbx(user, Optional.of(owner.line().phoneNumber()));
        return outward(
                facts,
                new Towards(CallDirection.PBX_TO_TEAMS, survivor, user),
                destinations,
                new ReferredInvite(messages, like, refer, Optional.of(uri), false),
                dialled,
                owner);
    }

    private Plan toPbx(Call call, CallOwner owner, Refer refer, SipURI uri, CallContent content) {
        Line line = owner.line();
        Pbx pbx = owner.pbx();
        String user = user(uri);
        Optional<Line> account = TrunkWay.account(ports, pbx, line);
        Optional<RegisteredLine> registration = account.flatMap(
                        of -> ports.lines().registration(of.id()))
                .filter(binding -> TrunkWay.needsBinding(pbx));
        if (user.isEmpty()) {
            return new Plan.Refused(Response.BAD_REQUEST);
        }
        if (account.isEmpty() || (registration.isEmpty() && TrunkWay.needsBinding(pbx))) {
            return new Plan.Refused(Response.TEMPORARILY_UNAVAILABLE);
        }
        if (registration.filter(binding -> binding.contactToken().equals(user)).isPresent()) {
            // The transferee itself is meant: nobody would be left to talk with.
            return new Plan.Refused(Response.LOOP_DETECTED);
        }
        DialRules rules = numbers.dialPlans().of(pbx);
        Translation dialled = rules.toPbx(user, Optional.of(line.phoneNumber()));
        if (Demand.screen(dialled, line, pbx, owner.enterprise(), owner.route()).isPresent()) {
            return new Plan.Refused(Response.FORBIDDEN);
        }
        CallFacts facts = call.admission().facts();
        String own =
                line.teamsNumber(facts.direction() == CallDirection.TEAMS_TO_PBX ? facts.caller() : facts.callee());
        PbxInvite like = new PbxInvite(
                messages,
                new PbxInvite.Line2Pbx(account.get(), pbx, registration, new PbxRedirects(ports, pbx)),
                user,
                new PbxInvite.From(
                        shown(owner, own).with(number -> rules.identity(number, Optional.of(line.phoneNumber()))),
                        Diversions.read(List.of(), List.of(), Privacy.ABSENT)),
                content,
                setup.pbxListeners(),
                numbers.digest().of(account.get()));
        return outward(
                facts,
                new Towards(CallDirection.TEAMS_TO_PBX, own, user),
                places(pbx, registration),
                new ReferredInvite(
                        messages,
                        like,
                        refer,
                        isOfPbx(pbx, registration, uri.getHost()) ? Optional.empty() : Optional.of(uri),
                        true),
                dialled,
                owner);
    }

    /** The Teams user calls, as in every other call to that PBX or trunk. */
    private static PbxCaller shown(CallOwner owner, String number) {
        return PbxCaller.of(
                owner.line(),
                number,
                new Caller(number, Optional.empty(), false, Privacy.ABSENT),
                false,
                TrunkWay.shown(
                        owner.pbx(),
                        PbxCaller.policy(
                                owner.line(),
                                owner.pbx().identity(),
                                owner.enterprise().identity())));
    }

    private static List<Destination> places(Pbx pbx, Optional<RegisteredLine> registration) {
        List<Destination> places = new ArrayList<>();
        registration.map(RegisteredLine::target).map(Destination.Known::new).ifPresent(places::add);
        places.add(new Destination.Named(ServerNames.of(pbx)));
        return places;
    }

    /** Which way, and between whom. */
    private record Towards(CallDirection direction, String caller, String callee) {}

    private static Plan outward(
            CallFacts of,
            Towards towards,
            List<Destination> destinations,
            InviteTemplate template,
            Translation dialled,
            CallOwner owner) {
        CallFacts facts = new CallFacts(
                towards.direction(),
                of.resellerId(),
                of.enterpriseId(),
                of.directRouteId(),
                of.pbxId(),
                of.lineId(),
                towards.caller(),
                towards.callee());
        return new Plan.Outward(new Admission.Bridged(
                facts,
                destinations,
                template,
                Optional.empty(),
                Optional.empty(),
                "",
                LegCredentials.none(),
                dialled.isEmergency() ? Demand.URGENT : Demand.beside(owner.pbx(), owner.enterprise(), owner.route())));
    }

    /** Teams names one of its own proxies, not always the one that it is reached by; an SBC names itself or us. */
    private static boolean isOfTeams(DirectRoute route, String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.endsWith(".pstnhub.microsoft.com")
                || (name.contains(".pstnhub.") && name.endsWith(".teams.microsoft.us"))
                || name.equalsIgnoreCase(route.tenantFqdn())
                || route.peers().stream().anyMatch(peer -> peer.host().equalsIgnoreCase(name));
    }

    /** Where the PBX means itself its domain is written; any other place is left to it. */
    private static boolean isOfPbx(Pbx pbx, Optional<RegisteredLine> registration, String host) {
        return host.equalsIgnoreCase(pbx.sipDomain())
                || pbx.outboundProxy()
                        .filter(proxy -> proxy.host().equalsIgnoreCase(host))
                        .isPresent()
                || registration
                        .filter(binding -> host.equals(
                                        binding.target().address().getAddress().getHostAddress())
                                || host.equalsIgnoreCase(binding.contact().host()))
                        .isPresent();
    }

    private static String user(SipURI uri) {
        return uri.getUser() == null ? "" : PhoneNumbers.withoutParameters(uri.getUser());
    }
}
