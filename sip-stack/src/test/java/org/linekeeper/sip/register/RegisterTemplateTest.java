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
import org.linekeeper.sip.auth.DigestAlgorithm;
import org.linekeeper.sip.auth.DigestChallenge;
import org.linekeeper.sip.auth.DigestClient;
import org.linekeeper.sip.auth.DigestCredentials;
import org.linekeeper.sip.auth.DigestSession;
import org.linekeeper.sip.transport.ListenerSettings;
import org.linekeeper.sip.wire.MessageBuffer;

/** Requests byte for byte, as they have always been on the wire. */
final class RegisterTemplateTest {
    private final RegisterTemplates templates = new RegisterTemplates("Linekeeper");
    private final MessageBuffer buffer = new MessageBuffer(16);

    /** RFC 3261 10.2: "The userinfo and "@" components of the SIP URI MUST NOT be present" in the Request-URI. */
    @Test
    void writesTheWholeRequest() {
        assertThat(written(Examples.register(7), SipTransport.UDP))
                .isEqualTo(String.join(
                        "\r\n",
                        "REGISTER sip:abc.service SIP/2.0",
                        "Via: SIP/2.0/UDP 192.0.2.1:5060;rport;branch=z9hG4bKr01000002000000030000abcd",
                        "Max-Forwards: 70",
                        "Route: <sip:proxy.example.net:5070;lr>",
                        "From: <sip:101t@abc.service>;tag=ffffffff",
                        "To: <sip:101t@abc.service>",
                        "Call-ID: reg-0123456789abcdeffedcba9876543210",
                        "CSeq: 7 REGISTER",
                        "Contact: <sip:0123456789abcdeffedcba9876543210@192.0.2.1:5060>;expires=600"
                                + ";+sip.instance=\"<urn:uuid:01234567-89ab-cdef-fedc-ba9876543210>\";reg-id=1",
                        "Supported: path, outbound",
                        "Expires: 600",
                        "User-Agent: Linekeeper",
                        "Content-Length: 0",
                        "",
                        ""));
    }

    @Test
    void overTlsWithCredentialsAndWithoutOutbound() {
        Register register = new Register(
                "d\u00fc.example",
                "u",
                Optional.of("p"),
                new RegisterIdentity(0, 10),
                1,
                Duration.ZERO,
                Register.Asking.BINDING,
                false,
                true,
                List.of(
                        answer(DigestChallenge.Source.PROXY, "proxy \"x\"", Optional.of("o")),
                        answer(DigestChallenge.Source.USER_AGENT_SERVER, "pbx", Optional.empty())));

        assertThat(written(register, SipTransport.TLS))
                .isEqualTo(String.join(
                        "\r\n",
                        "REGISTER sip:d\u00fc.example SIP/2.0",
                        "Via: SIP/2.0/TLS 192.0.2.1:5060;rport;branch=z9hG4bKr01000002000000030000abcd",
                        "Max-Forwards: 70",
                        "Route: <sip:p;transport=tls;lr>",
                        "From: <sip:u@d\u00fc.example>;tag=0000000a",
                        "To: <sip:u@d\u00fc.example>",
                        "Call-ID: reg-0000000000000000000000000000000a",
                        "CSeq: 1 REGISTER",
                        "Contact: <sip:0000000000000000000000000000000a@192.0.2.1:5060;transport=tls>;expires=0",
                        "Supported: path",
                        "Expires: 0",
                        "Proxy-Authorization: Digest username=\"u\", realm=\"proxy \\\"x\\\"\", nonce=\"n\","
                                + " uri=\"sip:d\", response=\"0c99f63ecb21de2848d39a8acab6e989\","
                                + " cnonce=\"c\", qop=auth, nc=00000001, algorithm=MD5, opaque=\"o\"",
                        "Authorization: Digest username=\"u\", realm=\"pbx\", nonce=\"n\","
                                + " uri=\"sip:d\", response=\"578498c346ef6dc693c0424cb2f3d17d\","
                                + " cnonce=\"c\", qop=auth, nc=00000001, algorithm=MD5",
                        "User-Agent: Linekeeper",
                        "Content-Length: 0",
                        "",
                        ""));
    }

    /** RFC 3261 10.2.3: without Contact the registrar lists the bindings and changes none. */
    @Test
    void aQuestionForTheBindingsHasNoContact() {
        Register query = new Register(
                "d",
                "u",
                Optional.empty(),
                Examples.IDENTITY,
                1,
                Duration.ofMinutes(1),
                Register.Asking.LIST,
                true,
                true,
                List.of());

        assertThat(written(query, SipTransport.UDP))
                .isEqualTo(String.join(
                        "\r\n",
                        "REGISTER sip:d SIP/2.0",
                        "Via: SIP/2.0/UDP 192.0.2.1:5060;rport;branch=z9hG4bKr01000002000000030000abcd",
                        "Max-Forwards: 70",
                        "From: <sip:u@d>;tag=ffffffff",
                        "To: <sip:u@d>",
                        "Call-ID: reg-0123456789abcdeffedcba9876543210",
                        "CSeq: 1 REGISTER",
                        "User-Agent: Linekeeper",
                        "Content-Length: 0",
                        "",
                        ""));
    }

    /** What is written follows what is asked for, whichever template stood in the place before. */
    @Test
    void thousandsOfPbxsShareTheRoomForTemplates() {
        for (int i = 0; i < 3_000; i++) {
            String domain = "tenant" + i % 1_500 + ".example";
            String proxy = "proxy" + i % 7 + ".example";
            ListenerSettings listener = Examples.listener(i % 2 == 0 ? SipTransport.UDP : SipTransport.TCP);
            Register register = new Register(
                    domain,
                    "u",
                    Optional.of(proxy),
                    Examples.IDENTITY,
                    1,
                    Duration.ZERO,
                    Register.Asking.BINDING,
                    false,
                    true,
                    List.of());
            templates.of(register, listener).write(register, 1, 2, 3, 4, buffer);

            assertThat(new String(buffer.toByteArray(), StandardCharsets.UTF_8))
                    .startsWith("REGISTER sip:" + domain + " ")
                    .contains("Via: SIP/2.0/" + listener.transport() + " ", "Route: <sip:" + proxy);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX: y", "a\nb", "a\u0000b", "a\rb", "a>b", "a b", "a\u007fb", "\u00fc\n"})
    void valuesThatWouldBreakTheMessageAreRefused(String bad) {
        Register badUser = new Register(
                "d",
                bad,
                Optional.empty(),
                Examples.IDENTITY,
                1,
                Duration.ZERO,
                Register.Asking.BINDING,
                false,
                true,
                List.of());
        Register badDomain = new Register(
                bad,
                "u",
                Optional.of(bad),
                Examples.IDENTITY,
                1,
                Duration.ZERO,
                Register.Asking.BINDING,
                false,
                true,
                List.of());

        assertThatThrownBy(() -> written(badUser, SipTransport.UDP))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("address of record");
        assertThatThrownBy(() -> written(badDomain, SipTransport.UDP))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("domain");
    }

    private String written(Register register, SipTransport transport) {
        templates.of(register, Examples.listener(transport)).write(register, 1, 2, 3, 0xabcd, buffer);
        return new String(buffer.toByteArray(), StandardCharsets.UTF_8);
    }

    private static Authorization answer(DigestChallenge.Source source, String realm, Optional<String> opaque) {
        return new DigestClient(() -> "c")
                .answer(
                        DigestSession.of(
                                new DigestChallenge(source, realm, "n", opaque, DigestAlgorithm.MD5, true, false)),
                        new DigestCredentials("u", "p"),
                        "REGISTER",
                        "sip:d");
    }
}
