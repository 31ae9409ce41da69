package org.linekeeper.config.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.linekeeper.config.model.Entity.Kind;
import org.linekeeper.config.model.EntityJson.Outcome;

class EntityJsonTest {
    private static Entity good(Kind kind, String id, String json) {
        Outcome outcome = EntityJson.read(kind, id, json.getBytes(UTF_8));
        assertThat(outcome).isInstanceOf(Outcome.Good.class);
        return ((Outcome.Good) outcome).entity();
    }

    /** Each problem as "pointer message". */
    private static List<String> bad(Kind kind, String json) {
        Outcome outcome = EntityJson.read(kind, "id", json.getBytes(UTF_8));
        assertThat(outcome).isInstanceOf(Outcome.Bad.class);
        return ((Outcome.Bad) outcome)
                .problems().stream()
                        .map(problem -> problem.pointer() + " " + problem.message())
                        .toList();
    }

    static Stream<Entity> entities() {
        return Stream.of(
                Examples.enterprise("e"),
                Examples.enterprise("e", 12),
                Examples.directRoute("r", "e"),
                Examples.pbx("p", "e"),
                Examples.line("l", "p", "r", 1),
                good(Kind.PBX, "p", "{\"enterpriseId\":\"e\",\"name\":\"n\",\"sipDomain\":\"d\"}"),
                Examples.pbx("p", "e").with(TransferMode.REFER),
                good(Kind.ENTERPRISE, "e", "{\"name\":\"Acme\",\"transfer\":\"api\"}"),
                new Line(
                        "l",
                        "p",
                        "r",
                        "u",
                        "+12",
                        "s",
                        Optional.empty(),
                        Secret.of("\"\\\u00e9"),
                        Optional.empty(),
                        false));
    }

    @ParameterizedTest
    @MethodSource("entities")
    void whatIsWrittenForTheStoreReadsBackEqual(Entity entity) {
        byte[] json = EntityJson.writeWithSecrets(entity);
        assertThat(EntityJson.read(entity.kind(), entity.id(), json)).isEqualTo(new Outcome.Good(entity));
        assertThat(EntityJson.readStored(entity.kind(), entity.id(), json)).isEqualTo(new Outcome.Good(entity));
    }

    @Test
    void defaultsStandForWhatIsAbsentOrNull() {
        assertThat(good(Kind.ENTERPRISE, "e", "{\"name\":\"Acme\",\"adminEmail\":null,\"enabled\":null}"))
                .isEqualTo(new Enterprise("e", "Acme", Optional.empty(), OptionalInt.empty(), true, true));
        assertThat(good(
                        Kind.DIRECT_ROUTE,
                        "r",
                        "{\"enterpriseId\":\"e\",\"tenantFqdn\":\"t.example.com\",\"peers\":[{\"host\":\"h\"}]}"))
                .isEqualTo(new DirectRoute(
                        "r",
                        "e",
                        "t.example.com",
                        List.of(new SbcPeer(
                                "h", OptionalInt.empty(), Transport.TLS, DnsLookup.AUTO, 0, 100, List.of())),
                        true));
        assertThat(good(Kind.PBX, "p", "{\"id\":\"p\",\"enterpriseId\":\"e\",\"name\":\"n\",\"sipDomain\":\"d\"}"))
                .isEqualTo(new Pbx(
                        "p",
                        "e",
                        "n",
                        PbxType.GENERIC,
                        "d",
                        Optional.empty(),
                        Optional.empty(),
                        DnsLookup.AUTO,
                        Duration.ofHours(1),
                        List.of(),
                        Optional.empty(),
                        true));
    }

    @Test
    void everyFaultIsListedWithItsPointer() {
        assertThat(bad(Kind.DIRECT_ROUTE, """
                                {"id": "other", "enterpriseId": 7, "tenantFqdn": "sbc", "enabled": "yes",
                                 "peers": [{"host": "a b", "port": 0, "transport": "TLS", "wieght": 1},
                                           {"lookup": "srvv", "weight": 1.5, "trustedNetworks": ["10.0.0.1/8", 5]},
                                           "third"],
                                 "tenantFqdn": "twice.example.com"}
                                """))
                .containsExactlyInAnyOrder(
                        "/peers/0/host must be a domain name (letters, digits, hyphens and dots) or an IP address",
                        "/id contradicts the id of the path; leave it out or make them equal",
                        "/enterpriseId must be text, so put it in quotes; found a number",
                        "/enabled must be true or false; found text",
                        "/peers/0/port must be a whole number from 1 to 65535",
                        "/peers/0/transport \"TLS\" is not allowed; did you mean \"tls\"? (allowed: \"udp\", \"tcp\" or"
                                + " \"tls\")",
                        "/peers/0/wieght is not known; did you mean \"weight\"?",
                        "/peers/1/host is required",
                        "/peers/1/lookup \"srvv\" is not allowed; did you mean \"srv\"? (allowed: \"auto\", \"naptr\","
                                + " \"srv\" or \"a\")",
                        "/peers/1/weight must be a whole number from 0 to 65535",
                        "/peers/1/trustedNetworks/0 must be an address block such as 192.0.2.0/24 or 2001:db8::/32,"
                                + " with no bits set beyond its prefix; found \"10.0.0.1/8\"",
                        "/peers/1/trustedNetworks/1 must be an address block such as 192.0.2.0/24 or 2001:db8::/32,"
                                + " with no bits set beyond its prefix; found the number \"5\"",
                        "/peers/2 must be an object; found text",
                        "/tenantFqdn is there twice; first in line 1");
    }

    @Test
    void faultsOfMeaningAreListedBesideThoseOfForm() {
        List<String> problems = bad(Kind.LINE, """
                {"pbxId": "a b", "directRouteId": "r", "teamsUser": "", "phoneNumber": "0041", "sipUser": 101,
                 "password": "line\\nbreak", "displayName": "\\u0007", "enabled": 1}
                """);
        assertThat(problems.stream().map(problem -> problem.replaceAll(" .*", "")))
                .containsExactlyInAnyOrder(
                        "/pbxId", "/teamsUser", "/phoneNumber", "/sipUser", "/password", "/displayName", "/enabled");
    }

    @Test
    void brokenJsonIsToldWithoutWordsOfTheParsersInside() {
        assertThat(bad(Kind.LINE, "{").toString())
                .contains("Unexpected end-of-input")
                .doesNotContain("Source");
    }

    @Test
    void whatIsRequiredIsNamed() {
        assertThat(bad(Kind.LINE, "{}"))
                .containsExactly(
                        "/pbxId is required",
                        "/directRouteId is required",
                        "/teamsUser is required",
                        "/phoneNumber is required",
                        "/sipUser is required",
                        "/password is required");
        assertThat(bad(Kind.DIRECT_ROUTE, "{\"enterpriseId\":\"e\",\"tenantFqdn\":\"t.example.com\"}"))
                .containsExactly("/peers is required");
        assertThat(bad(Kind.DIRECT_ROUTE, "{\"enterpriseId\":\"e\",\"tenantFqdn\":\"t.example.com\",\"peers\":[]}"))
                .containsExactly("/peers must have 1 to 64 entries");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | is empty",
                "{ | is not JSON: Unexpected end-of-input",
                "{\"name\":\"x\"} {} | holds more than one document",
                "{\"name\": \"x\",} | is not JSON: ",
                "{'name': 1} | is not JSON: ",
                "[] | must be an object; found a list",
                "null | /name is required",
                "{\"name\": \"a\", \"name\": \"b\"} | /name is there twice; first in line 1",
                "{\"name\": \"x\", \"userLimit\": 1e99999} | /userLimit must be a whole number from 0 to 10000000",
                "{\"name\": \"x\", \"userLimit\": -1} | /userLimit must be a whole number from 0 to 10000000",
                "{\"name\": \"x\", \"userLimit\": 99999999999999999999} | /userLimit must be a whole number from 0",
                "{\"name\": \"x\", \"a/b~c\": 1} | /a~1b~0c is not known; known here: id, name, adminEmail, userLimit",
            })
    void textThatIsNoEntityIsOneProblem(String json, String problem) {
        assertThat(bad(Kind.ENTERPRISE, json)).singleElement().asString().contains(problem);
    }

    @Test
    void textThatIsTooMuchIsRefused() {
        assertThat(bad(Kind.ENTERPRISE, "[".repeat(100_000)))
                .singleElement()
                .asString()
                .contains("is not JSON");
        assertThat(bad(Kind.ENTERPRISE, " ".repeat((1 << 20) + 1))).containsExactly(" is longer than 1048576 bytes");
        assertThat(((Outcome.Bad) EntityJson.read(Kind.PBX, "p", new byte[] {'{', (byte) 0xff, '}'})).problems())
                .containsExactly(new Problem("", "is not UTF-8 text"));
    }

    @Test
    void passwordsAreWrittenForTheStoreOnly() {
        Line line = Examples.line("l", "p", "r", 1);
        String password = line.password().reveal().replace("\"", "\\\"");
        assertThat(new String(EntityJson.writeWithSecrets(line), UTF_8)).contains(password);
        assertThat(EntityJson.write(line)).doesNotContain("password").contains("\"sipUser\":\"1001\"");
        assertThat(line.toString()).doesNotContain("ssword \"");
        String wrong = "{\"password\": 4711, \"pbxId\": \"x\"}";
        assertThat(String.join("\n", bad(Kind.LINE, wrong))).doesNotContain("4711");
        assertThat(String.join("\n", bad(Kind.LINE, "{\"password\": \"hush\\u0000hush\"}")))
                .contains("/password must be 1 to 256 printable characters")
                .doesNotContain("hush");
    }

    @Test
    void everyPbxTypeHasItsWord() {
        List<String> words =
                Arrays.stream(PbxType.values()).map(EntityReader::word).toList();
        assertThat(words)
                .containsExactly(
                        "netsapiens", "ringlogix", "portsip", "asterisk", "freeswitch", "3cx", "broadworks", "generic");
        for (String word : words) {
            Pbx pbx = (Pbx) good(
                    Kind.PBX,
                    "p",
                    "{\"enterpriseId\":\"e\",\"name\":\"n\",\"sipDomain\":\"d\",\"type\":\"" + word + "\"}");
            assertThat(EntityReader.word(pbx.type())).isEqualTo(word);
        }
    }
}
