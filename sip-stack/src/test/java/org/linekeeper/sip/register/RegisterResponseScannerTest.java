package org.linekeeper.sip.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.sip.auth.DigestChallenge;

final class RegisterResponseScannerTest {
    private final RegisterResponseScanner scanner = new RegisterResponseScanner();

    @Test
    void readsEverythingThatMatters() {
        RegisterResponseParser.Reading reading = read(
                "Contact: \"x, y\" <sip:other@198.51.100.7>;expires=30, <sip:tok123@192.0.2.1:5060;ob>;expires=555",
                "Authentication-Info: qop=auth, nextnonce=\"nn\"",
                "Service-Route: <sip:a;lr>, <sip:b;lr>",
                "Service-Route: <sip:c;lr>",
                "Retry-After: 18 (in a meeting);duration=3600",
                "Min-Expires: 60");

        assertThat(reading.branch()).isEqualTo("z9hG4bKr1");
        assertThat(reading.callId()).isEqualTo("call-1");
        assertThat(reading.cseq()).isEqualTo(4);
        assertThat(reading.method()).isEqualTo("REGISTER");
        assertThat(reading.response())
                .isEqualTo(new RegisterResponse(
                        200,
                        "OK then",
                        Optional.of(Duration.ofSeconds(555)),
                        List.of(),
                        Optional.of(Duration.ofSeconds(60)),
                        Optional.of(Duration.ofSeconds(18)),
                        Optional.of("nn"),
                        List.of("<sip:a;lr>", "<sip:b;lr>", "<sip:c;lr>"),
                        Optional.of("203.0.113.5:40000")));
    }

    @Test
    void readsCompactFoldedAndOddlyCasedHeaders() {
        Optional<RegisterResponseParser.Reading> reading = scanner.read(
                Examples.bytes(
                        "SIP/2.0 407 Proxy Authentication Required",
                        "v : SIP/2.0/UDP 192.0.2.1:5060",
                        "\t;branch=z9hG4bKr1",
                        "v: SIP/2.0/UDP other;branch=z9hG4bKx",
                        "i:call-1",
                        "cseq: 4   REGISTER",
                        "m: <sip:tok123@192.0.2.1:5060>",
                        "eXpIrEs: 44",
                        "proxy-AUTHENTICATE: Digest realm=\"r\",",
                        " nonce=\"n\"",
                        "",
                        "body: not a header"),
                Examples.CONTACT);

        assertThat(reading).isPresent();
        assertThat(reading.get().branch()).isEqualTo("z9hG4bKr1");
        assertThat(reading.get().response().granted()).contains(Duration.ofSeconds(44));
        assertThat(reading.get().response().challenges())
                .extracting(DigestChallenge::realm)
                .containsExactly("r");
    }

    /** RFC 3261 10.2.4: our own contact counts, whatever stands beside it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<sip:tok123@192.0.2.1:5060>;expires=10 | 10",
                "<sip:tok123@203.0.113.9:1>;expires=9, <sip:tok123@192.0.2.1:5060>;expires=10 | 10",
                "<sip:tok123@203.0.113.9:1024;transport=udp>;expires=11 | 11",
                "<sip:rewritten@203.0.113.9>;+sip.instance=\"<urn:uuid:1>\";expires=12 | 12",
                "sip:tok123@192.0.2.1:5060;expires=13 | 13",
                "<SIP:tok123@192.0.2.1:5060>;EXPIRES=14 | 14",
                "<sip:tok123@192.0.2.1:5060> | 77",
                "<sip:tok123@192.0.2.1:5060>;expires=99999999999 | 4294967295",
            })
    void findsOurContact(String contact, long granted) {
        assertThat(read("Contact: " + contact, "Expires: 77").response().granted())
                .contains(Duration.ofSeconds(granted));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Contact: <sip:someone@192.0.2.1:5060>;expires=10",
                "Contact: <sip:tok1234@192.0.2.1:5060>",
                "Contact: <sip:192.0.2.1:5060>",
                "Contact: <sip:x@192.0.2.1>;+sip.instance=\"<urn:uuid:2>\"",
                "X-Contact: <sip:tok123@192.0.2.1:5060>",
            })
    void theContactOfSomebodyElseGrantsNothing(String header) {
        assertThat(read(header).response().granted()).isEmpty();
    }

    @Test
    void whereNothingIsSaidTheRequestedExpiryHolds() {
        assertThat(read("Contact: <sip:tok123@192.0.2.1:5060>").response().granted())
                .contains(Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Contact: *",
                "Contact: <tel:+123>;expires=5, <sip:tok123@192.0.2.1:5060>;expires=15",
                "Contact: <sip:tok123@192.0.2.1:5060",
                "Contact: <sip:tok123@192.0.2.1:5060>;expires=soon",
                "Contact: <sip:tok123@192.0.2.1:x>",
                "Expires: -1",
                "Expires: 1\r\nExpires: 2",
                "Call-ID: again",
                "CSeq: 5 REGISTER",
                "Retry-After: tomorrow",
                "no colon",
                "bad name: x",
                "X: a\u0000b",
                "X: a\nY: b",
            })
    void whatIsNotUsualIsLeftToTheFullParser(String header) {
        assertThat(tryRead(header)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SIP/2.0 99 X", "SIP/2.0 700 X", "SIP/1.0 200 OK", "HTTP/1.1 200 OK", "SIP/2.0 2000 OK", ""})
    void oddStatusLinesAreLeftToTheFullParser(String start) {
        assertThat(scanner.read(Examples.bytes(start, "Call-ID: call-1", "", ""), Examples.CONTACT))
                .isEmpty();
    }

    private RegisterResponseParser.Reading read(String... headers) {
        return tryRead(headers).orElseThrow();
    }

    private Optional<RegisterResponseParser.Reading> tryRead(String... headers) {
        List<String> lines = new ArrayList<>(List.of(
                "SIP/2.0 200 OK then",
                "Via: SIP/2.0/UDP 192.0.2.1:5060;rport=40000;received=203.0.113.5;branch=z9hG4bKr1",
                "From: <sip:101t@abc.service>;tag=ft",
                "To: <sip:101t@abc.service>;tag=1",
                "Call-ID: call-1",
                "CSeq: 4 REGISTER"));
        lines.addAll(List.of(headers));
        lines.addAll(List.of("Content-Length: 0", "", ""));
        return scanner.read(Examples.bytes(lines.toArray(String[]::new)), Examples.CONTACT);
    }
}
