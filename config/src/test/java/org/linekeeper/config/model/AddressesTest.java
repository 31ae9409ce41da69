package org.linekeeper.config.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    private static InetAddress address(String literal) {
        return Hosts.address(literal).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "a:1", "a.example:65535", "192.0.2.1", "192.0.2.1:5060", "[2001:db8::1]", "[::1]:5060"})
    void aHostWithAPortReadsAsItIsWritten(String text) {
        assertThat(HostPort.parse(text).orElseThrow()).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":5060",
                "a:",
                "a:x",
                "a:65536",
                "a:-1",
                "a:1:2",
                "::1",
                "2001:db8::1",
                "[::1",
                "[]",
                "[a]",
                "[::1]5060",
                "[::1]:",
                "[192.0.2.1]",
                "a b",
                " a",
                "a:٣"
            })
    void notAHostWithAPort(String text) {
        assertThat(HostPort.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.255, 192.0.3.0",
        "192.0.2.128/25, 192.0.2.128, 192.0.2.127",
        "192.0.2.1, 192.0.2.1, 192.0.2.2",
        "52.112.0.0/14, 52.115.255.255, 52.116.0.0",
        "0.0.0.0/0, 203.0.113.9, 2001:db8::1",
        "2001:db8::/32, 2001:db8:ffff::1, 2001:db9::",
        "2001:db8::1, 2001:db8::1, 2001:db8::2",
        "::/0, 2001:db8::1, 192.0.2.1",
    })
    void aBlockContainsItsAddressesAndNoOthers(String block, String inside, String outside) {
        Cidr cidr = Cidr.parse(block).orElseThrow();
        assertThat(cidr.contains(address(inside))).isTrue();
        assertThat(cidr.contains(address(outside))).isFalse();
        assertThat(Cidr.parse(cidr.toString())).contains(cidr);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "192.0.2.0/",
                "192.0.2.0/33",
                "192.0.2.0/-1",
                "192.0.2.0/024",
                "192.0.2.1/24",
                "192.0.2/24",
                "2001:db8::/129",
                "2001:db8::1/32",
                "example.com/24",
                "::ffff:192.0.2.0/120",
                "::ffff:192.0.2.0",
                "192.0.2.0/24/24",
                "192.0.2.0/9999999999"
            })
    void notABlock(String text) {
        assertThat(Cidr.parse(text)).isEmpty();
    }

    @Test
    void aPrefixLengthHasItsRange() {
        assertThatThrownBy(() -> new Cidr(address("192.0.2.0"), 33)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Cidr(address("192.0.2.0"), -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
