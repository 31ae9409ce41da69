package org.linekeeper.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.dns.DnsLookup;
import org.linekeeper.dns.ServerName;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.sip.register.OwnContact;
import org.linekeeper.sip.register.RegisterResponse;
import org.linekeeper.sip.register.RegisterResponseParser;

/** Responses that only the full parser reads. */
final class RareRegisterResponsesTest {
    private static final OwnContact CONTACT =
            new OwnContact("tok123", "192.0.2.1", 5060, Optional.empty(), Duration.ofMinutes(10));

    private final RegisterResponseParser jain = new JainRegisterResponseParser();

    /** RFC 3261 8.1.3.4 and 20.10: by q, the highest first. */
    @Test
    void aRedirectNamesServersInTheOrderOfTheirPreference() {
        RegisterResponse response = read(
                "302 Moved Temporarily",
                "Contact: <sip:b.example;transport=tcp>;q=0.2, <sips:abc.service@a.example:5071>;q=0.9",
                "Contact: <sip:[2001:db8::1]:5080;transport=udp>",
                "Contact: <tel:+123>, <sip:c.example;transport=sctp>;q=1.0");

        assertThat(response.redirects())
                .containsExactly(
                        new ServerName(
                                "[2001:db8::1]", OptionalInt.of(5080), Optional.of(SipTransport.UDP), DnsLookup.AUTO),
                        new ServerName(
                                "a.example", OptionalInt.of(5071), Optional.of(SipTransport.TLS), DnsLookup.AUTO),
                        new ServerName(
                                "b.example", OptionalInt.empty(), Optional.of(SipTransport.TCP), DnsLookup.AUTO));
    }

    @Test
    void optionTagsAreListed() {
        assertThat(read("420 Bad Extension", "Unsupported: Path, outbound", "Unsupported: gruu")
                        .unsupported())
                .containsExactly("path", "outbound", "gruu");
        assertThat(read("421 Extension Required", "Require: sec-agree").required())
                .containsExactly("sec-agree");
        assertThat(read("200 OK", "Require: outbound").required()).isEmpty();
    }

    /** RFC 3261 20.33 knows seconds only; what somebody writes otherwise must not cost the whole response. */
    @Test
    void aRetryAfterThatIsNoNumberIsLeftOut() {
        RegisterResponse response = read("503 Busy", "Retry-After: Fri, 27 Nov 2026 10:00:00 GMT");

        assertThat(response.status()).isEqualTo(503);
        assertThat(response.retryAfter()).isEmpty();
        assertThat(read("503 Busy", "Retry-After: 120 (maintenance)").retryAfter())
                .contains(Duration.ofMinutes(2));
    }

    /** RFC 3261 16.3: malformed header fields that are not necessary are ignored; the rest of the response counts. */
    @ParameterizedTest
    @ValueSource(strings = {"Min-Expires: soon", "Min-Expires: 99999999999", "Max-Forwards: x", "Content-Length: -"})
    void aMalformedFieldDoesNotCostTheResponse(String field) {
        assertThat(read("423 Interval Too Brief", field).minExpires()).isEmpty();
    }

    @Test
    void aRedirectToAPortThatCannotBeLeadsNowhere() {
        assertThat(read("302 Moved", "Contact: <sip:b.example:99999>, <sip:c.example:65535>;q=0.1")
                        .redirects())
                .containsExactly(new ServerName("c.example", OptionalInt.of(65_535), Optional.empty(), DnsLookup.AUTO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"302 Moved", "305 Use Proxy", "420 Bad Extension", "421 Extension Required"})
    void theScannerLeavesThemToIt(String status) {
        assertThat(RegisterResponseParser.scanner().read(message(status), CONTACT))
                .isEmpty();
    }

    private RegisterResponse read(String status, String... headers) {
        return jain.read(message(status, headers), CONTACT).orElseThrow().response();
    }

    private static byte[] message(String status, String... headers) {
        return ("SIP/2.0 " + status + "\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKr1\r\n"
                        + "From: <sip:101t@abc.service>;tag=ft\r\nTo: <sip:101t@abc.service>;tag=1\r\n"
                        + "Call-ID: call-1\r\nCSeq: 4 REGISTER\r\n"
                        + String.join("\r\n", headers)
                        + (headers.length == 0 ? "" : "\r\n") + "Content-Length: 0\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
