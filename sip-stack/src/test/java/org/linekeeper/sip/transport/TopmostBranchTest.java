package org.linekeeper.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TopmostBranchTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP h;rport;branch=z9hG4bKr1\r\n\r\n",
                "SIP/2.0 200 OK\r\nvIA : SIP/2.0/UDP h;BRANCH=z9hG4bKr1;received=192.0.2.1\r\n",
                "SIP/2.0 200 OK\r\nTo: <sip:via@x>\r\nv:SIP/2.0/UDP h;branch=z9hG4bKr1, SIP/2.0/UDP b;branch=no\r\n",
                "SIP/2.0 401 Unauthorized\r\nVia: SIP/2.0/UDP h;branch=z9hG4bKr1\r\nVia: x;branch=no\r\n",
            })
    void findsTheFirstBranch(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.US_ASCII);
        long found = TopmostBranch.find(bytes, bytes.length);

        assertThat(found).isPositive();
        assertThat(message.substring((int) (found >>> 32), (int) found)).isEqualTo("z9hG4bKr1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SIP/2.0 200 OK",
                "REGISTER sip:x SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bKr1\r\n\r\n",
                "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP h\r\n ;branch=z9hG4bKr1\r\n\r\n",
                "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP h, SIP/2.0/UDP i;branch=z9hG4bKr1\r\n\r\n",
                "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP h;x=\";branch=z9hG4bKr1\"\r\n\r\n",
                "SIP/2.0 200 OK\r\nVias: SIP/2.0/UDP h;branch=z9hG4bKr1\r\n\r\n",
                "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP h;branc",
            })
    void leavesTheRestToTheWholeScan(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.US_ASCII);

        assertThat(TopmostBranch.find(bytes, bytes.length)).isNegative();
    }
}
