package org.linekeeper.dns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a..b",
                ".a",
                "a b.test",
                "a\0.test",
                "a\nb",
                "-a.test",
                "a-.test",
                "256.1.1.1",
                "1.2.3",
                "1.2.3.4.5",
                "5060",
                "01.02.03.0400",
                "1.2.3.4:5060",
                "[::1",
                "::1]",
                "[192.0.2.1]",
                "[pbx.test]",
                "[]",
                "::g",
                "fe80::1%eth0",
                "1::2::3",
                "sip:pbx.test",
                "pbx.test;transport=tcp",
                "p\u00fcbx.test",
                "*.test",
                "a/b"
            })
    void notAHost(String host) {
        assertThat(HostName.parse(host)).isInstanceOf(HostName.Invalid.class);
    }

    @Test
    void lengthsAreBounded() {
        String label = "a".repeat(63);
        assertThat(HostName.parse(label + ".test")).isInstanceOf(HostName.Domain.class);
        assertThat(HostName.parse("a" + label + ".test")).isInstanceOf(HostName.Invalid.class);
        String longest = (label + ".").repeat(3) + "a".repeat(61);
        assertThat(HostName.parse(longest)).isInstanceOf(HostName.Domain.class);
        assertThat(HostName.parse(longest + "a")).isInstanceOf(HostName.Invalid.class);
    }

    @ParameterizedTest
    @CsvSource({
        "PBX.Example.TEST, pbx.example.test",
        "pbx.test., pbx.test",
        "pbx, pbx",
        "_x.sip_proxy.test, _x.sip_proxy.test",
        "1and1.test, 1and1.test",
        "xn--pbx-goa.test, xn--pbx-goa.test",
        "1.2.3.4a, 1.2.3.4a"
    })
    void domain(String host, String name) {
        assertThat(HostName.parse(host)).isEqualTo(new HostName.Domain(name));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "0.0.0.0, 0.0.0.0",
        "[::1], 0:0:0:0:0:0:0:1",
        "2001:DB8::A, 2001:db8:0:0:0:0:0:a",
        "::192.0.2.1, 0:0:0:0:0:0:c000:201"
    })
    void literal(String host, String address) {
        HostName.Literal literal = (HostName.Literal) HostName.parse(host);
        assertThat(literal.address().getHostAddress()).isEqualTo(address);
        assertThat(literal.address().toString()).startsWith("/");
    }

    @Test
    void theReasonIsPrintable() {
        HostName.Invalid invalid = (HostName.Invalid) HostName.parse("a\u0007b\n.test");
        assertThat(invalid.reason()).matches("[ -~]*").contains("a?b?");
    }
}
