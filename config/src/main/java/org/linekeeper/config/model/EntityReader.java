package org.linekeeper.config.model;

import static org.linekeeper.config.model.Checks.LEAST_EXPIRES;
import static org.linekeeper.config.model.Checks.MOST_16_BIT;
import static org.linekeeper.config.model.Checks.MOST_EXPIRES;
import static org.linekeeper.config.model.Checks.MOST_USERS;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.linekeeper.config.document.Form;
import org.linekeeper.config.document.Forms;
import org.linekeeper.config.document.Section;
import org.linekeeper.config.model.Entity.Kind;

/** The members of each entity, their forms and their defaults. */
final class EntityReader {
    private static final Form<String> TEXT = Forms.text();
    private static final Form<Boolean> FLAG = Forms.flag();
    private static final Form<Integer> NUMBER_16_BIT = Forms.whole(0, MOST_16_BIT);
    private static final Form<Integer> PORT = Forms.whole(1, MOST_16_BIT);
    private static final Form<Integer> USERS = Forms.whole(0, MOST_USERS);
    private static final Form<Integer> EXPIRES = Forms.whole(LEAST_EXPIRES, MOST_EXPIRES);
    private static final Form<DnsLookup> LOOKUP = Forms.lowerCase(DnsLookup.class);
    private static final Form<TransferMode> TRANSFER = Forms.lowerCase(TransferMode.class);
    static final Form<Transport> TRANSPORT = Forms.lowerCase(Transport.class);
    private static final Form<PeerKind> KIND = Forms.lowerCase(PeerKind.class);
    private static final Form<HoldStyle> HOLD = Forms.lowerCase(HoldStyle.class);
    private static final Form<PauseMethod> PAUSE = Forms.lowerCase(PauseMethod.class);
    private static final Form<PbxType> TYPE = Forms.word(types());
    static final Form<HostPort> PROXY = Forms.parsed(
            "a host with an optional port, such as sbc.example.com:5060 or [2001:db8::1]", HostPort::parse);
    private static final Form<Cidr> NETWORK = Forms.parsed(
            "an address block such as 192.0.2.0/24 or 2001:db8::/32, with no bits set beyond its prefix", Cidr::parse);

    private EntityReader() {}

    static Entity read(Kind kind, String id, Section from) {
        from.find("id", TEXT)
                .filter(own -> !own.equals(id))
                .ifPresent(own -> from.fault("id", "contradicts the id of the path; leave it out or make them equal"));
        return switch (kind) {
            case RESELLER -> reseller(id, from);
            case ENTERPRISE -> enterprise(id, from);
            case DIRECT_ROUTE -> directRoute(id, from);
            case PBX -> pbx(id, from);
            case LINE -> line(id, from);
        };
    }

    /** The word for a PBX type. */
    static String word(PbxType type) {
        return type == PbxType.THREE_CX ? "3cx" : type.name().toLowerCase(Locale.ROOT);
    }

    private static Reseller reseller(String id, Section from) {
        return new Reseller(
                id,
                from.require("name", TEXT, ""),
                from.find("adminEmail", TEXT),
                from.find("billingReference", TEXT),
                from.get("enabled", FLAG, true),
                from.section("identity", IdentityPolicyJson::read),
                from.section("limits", CallLimitsJson::read),
                from.find("transfer", TRANSFER));
    }

    private static Enterprise enterprise(String id, Section from) {
        return new Enterprise(
                id,
                from.require("name", TEXT, ""),
                from.find("adminEmail", TEXT),
                optionalInt(from.find("userLimit", USERS)),
                from.get("pbxMusicOnHold", FLAG, true),
                from.get("enabled", FLAG, true),
                from.section("identity", IdentityPolicyJson::read),
                from.section("limits", CallLimitsJson::read),
                from.find("resellerId", TEXT),
                from.find("transfer", TRANSFER));
    }

    private static DirectRoute directRoute(String id, Section from) {
        String enterpriseId = from.require("enterpriseId", TEXT, "");
        String tenantFqdn = from.require("tenantFqdn", TEXT, "");
        List<SbcPeer> peers = from.sections("peers", EntityReader::peer);
        if (!from.has("peers")) {
            from.fault("peers", "is required");
        }
        return new DirectRoute(
                id,
                enterpriseId,
                tenantFqdn,
                from.find("baseFqdn", TEXT),
                peers,
                from.get("enabled", FLAG, true),
                from.section("limits", CallLimitsJson::read),
                from.get("hold", HOLD, HoldStyle.INACTIVE));
    }

    private static SbcPeer peer(Section from) {
        PeerKind kind = from.get("kind", KIND, PeerKind.SBC);
        boolean teams = kind == PeerKind.TEAMS;
        List<Cidr> networks = from.list("trustedNetworks", NETWORK);
        return new SbcPeer(
                kind,
                teams ? from.get("host", TEXT, TeamsPlaces.FIRST) : from.require("host", TEXT, ""),
                optionalInt(from.find("port", PORT).or(() -> teams ? Optional.of(TeamsPlaces.PORT) : Optional.empty())),
                from.get("transport", TRANSPORT, Transport.TLS),
                from.get("lookup", LOOKUP, DnsLookup.AUTO),
                from.get("priority", NUMBER_16_BIT, 0),
                from.get("weight", NUMBER_16_BIT, 100),
                teams && networks.isEmpty() ? TeamsPlaces.NETWORKS : networks,
                from.list("certificateNames", TEXT));
    }

    private static Pbx pbx(String id, Section from) {
        return new Pbx(
                id,
                from.require("enterpriseId", TEXT, ""),
                from.require("name", TEXT, ""),
                from.get("type", TYPE, PbxType.GENERIC),
                from.require("sipDomain", TEXT, ""),
                from.find("outboundProxy", PROXY),
                from.find("transport", TRANSPORT),
                from.get("lookup", LOOKUP, DnsLookup.AUTO),
                Duration.ofSeconds(from.get("expiresSeconds", EXPIRES, 3600)),
                from.list("trustedNetworks", NETWORK),
                from.find("voicemailCode", TEXT),
                from.get("enabled", FLAG, true),
                from.section("numbers", NumberPlanJson::read),
                from.section("identity", IdentityPolicyJson::read),
                from.has("trunk")
                        ? Optional.of(from.section("trunk", trunk -> new Trunk(trunk.find("registrationLineId", TEXT))))
                        : Optional.empty(),
                from.section("limits", CallLimitsJson::read),
                from.get("pauseMethod", PAUSE, PauseMethod.STATUS),
                from.find("transfer", TRANSFER),
                from.section("registration", RegistrationOptionsJson::read));
    }

    private static Line line(String id, Section from) {
        return new Line(
                id,
                from.require("pbxId", TEXT, ""),
                from.require("directRouteId", TEXT, ""),
                from.require("teamsUser", TEXT, ""),
                from.require("phoneNumber", TEXT, ""),
                from.require("sipUser", TEXT, ""),
                from.find("authUser", TEXT),
                Secret.of(from.require("password", TEXT, "")),
                from.find("displayName", TEXT),
                from.get("enabled", FLAG, true),
                new LineOptions(
                        from.list("numbers", TEXT),
                        from.list("ranges", NumberRangeJson.RANGE),
                        from.section("identity", IdentityPolicyJson::read),
                        from.section("limits", CallLimitsJson::read)));
    }

    private static OptionalInt optionalInt(Optional<Integer> value) {
        return value.map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private static Map<String, PbxType> types() {
        Map<String, PbxType> types = new LinkedHashMap<>();
        for (PbxType type : PbxType.values()) {
            types.put(word(type), type);
        }
        return types;
    }
}
