package org.linekeeper.sip.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.sip.auth.Authorization;

final class RegisterEncoderTest {
    private final RegisterEncoder encoder = new RegisterEncoder("Linekeeper");

    /** RFC 3261 10.2: "The userinfo and "@" components of the SIP URI MUST NOT be present" in the Request-URI. */
    @Test
    void writesTheWholeRequest() {
        byte[] message = encoder.encode(Examples.register(7), Examples.listener(SipTransport.UDP), "z9hG4bKr1");

        assertThat(new String(message, StandardCharsets.UTF_8))
                .isEqualTo(String.join(
                        "\r\n",
                        "REGISTER sip:abc.service SIP/2.0",
                        "Via: SIP/2.0/UDP 192.0.2.1:5060;rport;branch=z9hG4bKr1",
                        "Max-Forwards: 70",
                        "Route: <sip:proxy.example.net:5070;lr>",
                        "From: <sip:101t@abc.service>;tag=ft",
                        "To: <sip:101t@abc.service>",
                        "Call-ID: call-1",
                        "CSeq: 7 REGISTER",
                        "Contact: <sip:tok123@192.0.2.1:5060>;expires=600;+sip.instance=\"<urn:uuid:1>\";reg-id=1",
                        "Supported: path, outbound",
                        "Expires: 600",
                        "User-Agent: Linekeeper",
                        "Content-Length: 0",
                        "",
                        ""));
    }

    @Test
    void otherTransportsAreNamedInRouteAndContact() {
        Register register = new Register(
                "d",
                "u@d",
                Optional.of("p"),
                "t",
                "c",
                1,
                "f",
                Duration.ZERO,
                Optional.empty(),
                List.of(new Authorization("Proxy-Authorization", "Digest x"), new Authorization("Authorization", "y")));

        String text =
                new String(encoder.encode(register, Examples.listener(SipTransport.TLS), "b"), StandardCharsets.UTF_8);

        assertThat(text)
                .contains("Via: SIP/2.0/TLS ")
                .contains("Route: <sip:p;transport=tls;lr>\r\n")
                .contains("Contact: <sip:t@192.0.2.1:5060;transport=tls>;expires=0\r\n")
                .contains("Supported: path\r\n")
                .contains("Expires: 0\r\n")
                .contains("Proxy-Authorization: Digest x\r\nAuthorization: y\r\n");
    }

    @Test
    void aQueryKnowsItsContactButDoesNotSendIt() {
        Register query = new Register(
                "d",
                "u@d",
                Optional.empty(),
                "tok",
                "c",
                1,
                "f",
                Duration.ZERO,
                Optional.empty(),
                List.of(),
                true,
                true);

        assertThat(new String(encoder.encode(query, Examples.listener(SipTransport.UDP), "b"), StandardCharsets.UTF_8))
                .doesNotContain("tok");
    }

    @Test
    void pathMayBeLeftOut() {
        Register plain = new Register(
                "d",
                "u@d",
                Optional.empty(),
                "t",
                "c",
                1,
                "f",
                Duration.ZERO,
                Optional.empty(),
                List.of(),
                false,
                false);

        assertThat(new String(encoder.encode(plain, Examples.listener(SipTransport.UDP), "b"), StandardCharsets.UTF_8))
                .doesNotContain("Supported")
                .contains("Contact:");
    }

    /** RFC 3261 10.2.3: without Contact the registrar lists the bindings and changes none. */
    @Test
    void withoutAContactUserItAsksForTheBindings() {
        Register query =
                new Register("d", "u@d", Optional.empty(), "", "c", 1, "f", Duration.ZERO, Optional.empty(), List.of());

        assertThat(new String(encoder.encode(query, Examples.listener(SipTransport.UDP), "b"), StandardCharsets.UTF_8))
                .doesNotContain("Contact:")
                .doesNotContain("Expires:")
                .doesNotContain("Route:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX: y", "a\nb", "a\u0000b", "a\rb", "a>b", "a b"})
    void valuesThatWouldBreakTheMessageAreRefused(String bad) {
        Register register =
                new Register("d", bad, Optional.empty(), "t", "c", 1, "f", Duration.ZERO, Optional.empty(), List.of());

        assertThatThrownBy(() -> encoder.encode(register, Examples.listener(SipTransport.UDP), "b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("address of record");
    }
}
