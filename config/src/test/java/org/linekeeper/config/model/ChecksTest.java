package org.linekeeper.config.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksTest {
    private static Line line(String phoneNumber, String sipUser, String password) {
        return new Line(
                "l",
                "p",
                "r",
                "u@acme.example",
                phoneNumber,
                sipUser,
                Optional.empty(),
                Secret.of(password),
                Optional.empty(),
                true);
    }

    private static List<String> pointers(Entity entity) {
        return entity.problems().stream().map(Problem::pointer).toList();
    }

    @Test
    void examplesAreWithoutFault() {
        assertThat(List.of(
                        Examples.enterprise("e"),
                        Examples.directRoute("r", "e"),
                        Examples.pbx("p", "e"),
                        Examples.line("l", "p", "r", 1)))
                .allSatisfy(entity -> assertThat(entity.problems()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"+14155550100", "+12", "+123456789012345"})
    void numbersOfE164(String number) {
        assertThat(line(number, "101", "x").problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "+", "14155550100", "+04155550100", "+1", "+1234567890123456", "+1 415", "+1415x", "+١٢٣"})
    void notNumbersOfE164(String number) {
        assertThat(pointers(line(number, "101", "x"))).containsExactly("/phoneNumber");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"101", "101t", "anna.b", "+14155550100", "a-b_c!~*'()", "a&=+$,;?/", "101@acme.example", "x@[0"})
    void sipUsers(String user) {
        boolean good = !user.contains("[");
        assertThat(line("+12", user, "x").problems().isEmpty()).isEqualTo(good);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@acme.example",
                "101@",
                "101@a@b",
                "a b",
                "a\r\nVia: x",
                "a%20b",
                "a#b",
                "a:b",
                "<sip:a>",
                "a\"b",
                "é",
                "101@acme..example",
                "101@acme.example:5060",
                "101@-x"
            })
    void notSipUsers(String user) {
        assertThat(pointers(line("+12", user, "x"))).containsExactly("/sipUser");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "pä\"ß\\ 漢字 😀", " leading and trailing "})
    void passwords(String password) {
        assertThat(line("+12", "101", password).problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "a\u0000", "\u007f", "\u0085", "\u2028", "\ud800"})
    void notPasswords(String password) {
        assertThat(pointers(line("+12", "101", password))).containsExactly("/password");
        assertThat(pointers(line("+12", "101", "x".repeat(257)))).containsExactly("/password");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "a",
                "A-1.b",
                "xn--bcher-kva.example",
                "192.0.2.1",
                "2001:db8::1",
                "::1",
                "::ffff:192.0.2.1",
                "1.2.3.4.example",
                "3com.com"
            })
    void hosts(String host) {
        assertThat(Hosts.isHost(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "a..b",
                "a.",
                ".a",
                "-a",
                "a-",
                "a_b",
                "a b",
                "bücher.example",
                "192.0.2",
                "192.0.2.256",
                "192.0.2.01",
                "1.2.3.4.5",
                "[::1]",
                "::1%eth0",
                "2001:db8::1::2",
                "fe80",
                "a/b",
                "a\n",
                "12345",
                ".:1",
                "g::1",
                ":",
                "1:2"
            })
    void notHosts(String host) {
        assertThat(Hosts.isHost(host)).isEqualTo(host.equals("fe80"));
    }

    @Test
    void namesAndLabelsHaveTheirLengths() {
        String label = "a".repeat(63);
        assertThat(Hosts.isName(label)).isTrue();
        assertThat(Hosts.isName(label + "a")).isFalse();
        String longest = String.join(".", Collections.nCopies(4, label)).substring(0, 253);
        assertThat(Hosts.isName(longest)).isTrue();
        assertThat(Hosts.isName(longest + "a")).isFalse();
    }

    @Test
    void aTenantHasAFullName() {
        assertThat(pointers(Examples.directRoute("r", "e", "sbc"))).containsExactly("/tenantFqdn");
        assertThat(pointers(Examples.directRoute("r", "e", "192.0.2.1"))).containsExactly("/tenantFqdn");
        assertThat(pointers(Examples.directRoute("r", "e", "*.example.com"))).containsExactly("/tenantFqdn");
    }

    @Test
    void peersAreCheckedOneByOne() {
        SbcPeer wrong = new SbcPeer("a b", OptionalInt.of(0), Transport.UDP, DnsLookup.A, -1, 70_000, List.of());
        DirectRoute route =
                new DirectRoute("r", "e", "t.example.com", List.of(Examples.peer("x.example"), wrong), true);
        assertThat(pointers(route))
                .containsExactly("/peers/1/host", "/peers/1/port", "/peers/1/priority", "/peers/1/weight");
        assertThat(pointers(new DirectRoute(
                        "r", "e", "t.example.com", Collections.nCopies(65, Examples.peer("x.example")), true)))
                .containsExactly("/peers");
    }

    @Test
    void aPbxHasItsLimits() {
        Pbx good = Examples.pbx("p", "e");
        Pbx bad = new Pbx(
                "p p",
                "",
                " ",
                good.type(),
                "a b",
                Optional.of(new HostPort("x y", OptionalInt.of(70_000))),
                good.transport(),
                good.lookup(),
                Duration.ofSeconds(19),
                good.trustedNetworks(),
                Optional.of("*97 "),
                true);
        assertThat(pointers(bad))
                .containsExactly(
                        "/id",
                        "/enterpriseId",
                        "/name",
                        "/sipDomain",
                        "/expiresSeconds",
                        "/voicemailCode",
                        "/outboundProxy",
                        "/outboundProxy");
    }

    @Test
    void anEnterpriseHasANameAndAnAddress() {
        Enterprise bad =
                new Enterprise("x".repeat(65), "a\u0000", Optional.of("a@b\n.example"), OptionalInt.of(-1), true, true);
        assertThat(pointers(bad)).containsExactly("/id", "/name", "/adminEmail", "/userLimit");
    }
}
