package org.linekeeper.interop;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Who is on the PBX: Teams users with extensions from 1000, desk phones with extensions from 2000. */
final class Users {
    static final String ENTERPRISE = "ent-1";
    static final String PBX = "pbx-1";
    static final String ROUTE = "route-1";
    static final String TENANT = "tenant1.example.test";
    static final String SBC = "sbc.example.test";

    private Users() {}

    static List<Integer> teamsExtensions(int count) {
        return IntStream.range(1000, 1000 + count).boxed().toList();
    }

    static List<Integer> phoneExtensions(int count) {
        return IntStream.range(2000, 2000 + count).boxed().toList();
    }

    static String lineId(int extension) {
        return "line-" + extension;
    }

    /** The device of a Teams user on the PBX. */
    static String sipUser(int teamsExtension) {
        return teamsExtension + "t";
    }

    static String teamsNumber(int teamsExtension) {
        return "+1425555" + teamsExtension;
    }

    /** The number under which the PBX reaches a phone. */
    static String phoneNumber(int phoneExtension) {
        return "+1206555" + phoneExtension;
    }

    static Map<String, Object> line(int extension) {
        return line(extension, KamailioPbx.password(sipUser(extension)));
    }

    static Map<String, Object> line(int extension, String password) {
        String user = sipUser(extension);
        return Map.of(
                "pbxId", PBX,
                "directRouteId", ROUTE,
                "teamsUser", "user" + extension + "@customer.example",
                "phoneNumber", teamsNumber(extension),
                "sipUser", user,
                "authUser", KamailioPbx.authUser(user),
                "password", password);
    }

    static Map<String, Object> enterprise() {
        return Map.of("name", "Customer One");
    }

    static Map<String, Object> pbx() {
        return Map.of(
                "enterpriseId",
                ENTERPRISE,
                "name",
                "head office",
                "type",
                "netsapiens",
                "sipDomain",
                KamailioPbx.DOMAIN,
                "outboundProxy",
                HostedPbx.PROXY,
                "transport",
                "udp",
                "lookup",
                "srv",
                "expiresSeconds",
                600);
    }

    /** One SBC in front of Teams, reached by name and port. */
    static Map<String, Object> directRoute(int sbcPort) {
        return Map.of(
                "enterpriseId",
                ENTERPRISE,
                "tenantFqdn",
                TENANT,
                "peers",
                List.of(Map.of("host", SBC, "port", sbcPort, "transport", "tls", "lookup", "a")));
    }
}
