package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralsTest {
    @ParameterizedTest
    @CsvSource({"192.0.2.7, 192.0.2.7", "2001:db8::7, 2001:db8:0:0:0:0:0:7", "[2001:db8::7], 2001:db8:0:0:0:0:0:7"})
    void literalsAreAddresses(String host, String address) {
        assertThat(Literals.address(host).map(InetAddress::getHostAddress)).hasValue(address);
    }

    /** The JDK asks DNS for the first ones, and takes a whole number for an IPv4 address. */
    @ParameterizedTest
    @ValueSource(strings = {"1.2.3.4.5", "1.2.3.400", "...", "999999", "1.2", "[]", "[", "::g", "example.com", ""})
    void allElseIsNone(String host) {
        assertThat(Literals.address(host)).isEmpty();
    }
}
