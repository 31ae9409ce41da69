package org.linekeeper.call;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sip.address.SipURI;
import javax.sip.header.ToHeader;
import org.linekeeper.call.number.DialPlans;
import org.linekeeper.call.number.DialRules;
import org.linekeeper.call.number.PhoneNumbers;
import org.linekeeper.config.model.Cidr;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.store.Directory;

/**
 * Finds the line that a PBX means, and whether who asks is that PBX. A line is named by the token of its Contact; by PBXs that rewrite
 * that, by its SIP user or one of its numbers in the Request-URI, in To or in P-Called-Party-ID (RFC 7315 4.2).
 */
final class PbxLines {
    private final CallPorts ports;
    private final DialPlans dialPlans;

    PbxLines(CallPorts ports, DialPlans dialPlans) {
        this.ports = ports;
        this.dialPlans = dialPlans;
    }

    /** What came of looking. */
    sealed interface Finding {
        /**
         * A line.
         *
         * @param number by which Teams is asked for its user
         */
        record Found(Pbx pbx, Line line, String number) implements Finding {}

        /** It is a PBX, and none of its lines is meant. */
        record Nobody() implements Finding {}

        /** Several PBXs of that address have such a line, and nothing says which of them asks. */
        record Several() implements Finding {}

        record Stranger() implements Finding {}
    }

    Finding find(InboundInvite invite) {
        InetAddress from = invite.source().remote().getAddress();
        Directory directory = ports.directory();
        Optional<Line> named =
                ports.lines().lineByContactToken(invite.dialled()).flatMap(directory::line);
        if (named.isPresent()) {
            Optional<Pbx> pbx = directory.pbx(named.get().pbxId());
            return pbx.isPresent() && (isRegistrarOf(named.get(), from) || trusts(pbx.get(), from))
                    ? found(pbx.get(), onTrunk(pbx.get(), named.get(), invite), invite)
                    : new Finding.Stranger();
        }
        List<Pbx> byNetwork = directory.pbxsTrusting(from);
        Collection<String> located = ports.lines().pbxsAt(from);
        if (byNetwork.isEmpty() && located.isEmpty()) {
            return new Finding.Stranger();
        }
        Names names = Names.of(invite);
        // One platform carries many customers behind the same addresses, and extension 101 exists at each of them.
        List<Pbx> ofDomain = ofDomain(names, from);
        return among(ofDomain.isEmpty() ? all(byNetwork, located) : ofDomain, names, invite);
    }

    /** The PBXs at this address whose SIP domain the request names. */
    private List<Pbx> ofDomain(Names names, InetAddress from) {
        List<Pbx> found = new ArrayList<>();
        for (String host : names.hosts()) {
            for (Pbx pbx : ports.directory().pbxsOfDomain(host)) {
                if (trusts(pbx, from)) {
                    found.add(pbx);
                }
            }
        }
        return found;
    }

    private List<Pbx> all(List<Pbx> byNetwork, Collection<String> located) {
        Map<String, Pbx> found = new HashMap<>();
        for (Pbx pbx : byNetwork) {
            found.put(pbx.id(), pbx);
        }
        for (String id : located) {
            ports.directory().pbx(id).ifPresent(pbx -> found.put(id, pbx));
        }
        return List.copyOf(found.values());
    }

    private Finding among(List<Pbx> pbxs, Names names, InboundInvite invite) {
        Optional<Finding> only = Optional.empty();
        for (Pbx pbx : pbxs) {
            Optional<Line> line = line(pbx, names.users());
            if (line.isPresent()) {
                if (only.isPresent()) {
                    return new Finding.Several();
                }
                only = Optional.of(found(pbx, line.get(), invite));
            }
        }
        return only.orElseGet(() -> pbxs.isEmpty() ? new Finding.Stranger() : new Finding.Nobody());
    }

    private Finding.Found found(Pbx pbx, Line line, InboundInvite invite) {
        boolean hasRanges = line.hasOptions() && !line.options().ranges().isEmpty();
        return new Finding.Found(pbx, line, hasRanges ? calledNumber(pbx, line, invite) : line.phoneNumber());
    }

    /** Of a line with ranges, the number of them that is called. */
    private String calledNumber(Pbx pbx, Line line, InboundInvite invite) {
        return Names.of(invite).users().stream()
                .map(user -> dialPlans
                        .of(pbx)
                        .fromPbx(user, Optional.of(line.phoneNumber()))
                        .result())
                .filter(line::hasRange)
                .findFirst()
                .orElseGet(line::phoneNumber);
    }

    /** A trunk sends all its calls to the one Contact that was registered, and says in To or P-Called-Party-ID for whom. */
    private Line onTrunk(Pbx pbx, Line registered, InboundInvite invite) {
        return pbx.trunk().isPresent() ? line(pbx, Names.of(invite).users()).orElse(registered) : registered;
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
        if (ports.lines().isPbxAddress(pbx.id(), address)) {
            return true;
        }
        for (Cidr network : pbx.trustedNetworks()) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private Optional<Line> line(Pbx pbx, List<String> users) {
        for (String user : users) {
            Optional<Line> line = ports.directory().lineBySipUser(pbx.id(), user);
            if (line.isPresent()) {
                return line;
            }
        }
        return byNumber(pbx, users);
    }

    /** Others name one of the line's numbers, in the way in which they write numbers. */
    private Optional<Line> byNumber(Pbx pbx, List<String> users) {
        DialRules rules = dialPlans.of(pbx);
        for (String user : users) {
            String number = rules.fromPbx(user, Optional.empty()).result();
            if (PhoneNumbers.isGlobal(number)) {
                Optional<Line> line = ports.directory().lineOfPbxByNumber(pbx.id(), number);
                if (line.isPresent()) {
                    return line;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Whom a request names, the most certain one first.
     *
     * @param users user parts, none of them empty
     * @param hosts in lower case
     */
    private record Names(List<String> users, Set<String> hosts) {
        static Names of(InboundInvite invite) {
            List<String> users = new ArrayList<>(List.of(invite.dialled(), invite.toUser()));
            Set<String> hosts = new LinkedHashSet<>();
            invite.uri().ifPresent(uri -> hosts.add(lower(uri.getHost())));
            ToHeader to = (ToHeader) invite.request().getHeader(ToHeader.NAME);
            if (to.getAddress().getURI() instanceof SipURI uri) {
                hosts.add(lower(uri.getHost()));
            }
            for (String value : SipMessages.values(invite.request(), "P-Called-Party-ID")) {
                int scheme = value.indexOf("sip:");
                int at = value.indexOf('@', Math.max(scheme, 0));
                if (scheme >= 0 && at >= 0) {
                    users.add(PhoneNumbers.withoutParameters(value.substring(scheme + 4, at)));
                    hosts.add(lower(value.substring(at + 1).split("[>;:?\\s]", 2)[0]));
                }
            }
            users.removeIf(String::isEmpty);
            return new Names(users, hosts);
        }

        private static String lower(String host) {
            return host.toLowerCase(Locale.ROOT);
        }
    }
}
