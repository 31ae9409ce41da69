package org.linekeeper.config.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Entities without fault, for tests to start from. */
public final class Examples {
    private Examples() {}

    public static Enterprise enterprise(String id) {
        return new Enterprise(id, "Acme", Optional.of("admin@acme.example"), OptionalInt.empty(), true, true);
    }

    public static Enterprise enterprise(String id, int userLimit) {
        return new Enterprise(id, "Acme", Optional.empty(), OptionalInt.of(userLimit), true, true);
    }

    public static DirectRoute directRoute(String id, String enterpriseId) {
        return directRoute(id, enterpriseId, id + ".sbc.example.com");
    }

    public static DirectRoute directRoute(String id, String enterpriseId, String tenantFqdn) {
        return new DirectRoute(id, enterpriseId, tenantFqdn, List.of(peer("sbc1.example.net")), true);
    }

    public static SbcPeer peer(String host) {
        Cidr network = Cidr.parse("192.0.2.0/24").orElseThrow();
        return new SbcPeer(host, OptionalInt.of(5061), Transport.TLS, DnsLookup.AUTO, 0, 100, List.of(network));
    }

    public static Pbx pbx(String id, String enterpriseId) {
        return pbx(id, enterpriseId, "acme.pbx.example");
    }

    public static Pbx pbx(String id, String enterpriseId, String sipDomain) {
        return new Pbx(
                id,
                enterpriseId,
                "Head office",
                PbxType.NETSAPIENS,
                sipDomain,
                HostPort.parse("core.pbx.example:5060"),
                Optional.of(Transport.UDP),
                DnsLookup.SRV,
                Duration.ofMinutes(10),
                List.of(Cidr.parse("2001:db8::/32").orElseThrow()),
                Optional.of("*97"),
                true);
    }

    /** A line whose number and SIP user follow from {@code n}. */
    public static Line line(String id, String pbxId, String directRouteId, int n) {
        return line(id, pbxId, directRouteId, String.valueOf(1000 + n), "+1415" + (5550000 + n));
    }

    public static Line line(String id, String pbxId, String directRouteId, String sipUser, String phoneNumber) {
        return new Line(
                id,
                pbxId,
                directRouteId,
                id + "@acme.example",
                phoneNumber,
                sipUser,
                Optional.of(sipUser.replaceAll("@.*", "") + "t"),
                Secret.of("pässword \"" + id),
                Optional.of("User " + id),
                true);
    }
}
