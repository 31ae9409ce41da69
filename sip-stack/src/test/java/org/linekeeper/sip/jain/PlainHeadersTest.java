package org.linekeeper.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.header.AddressParametersHeader;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.parser.ParserFactory;
import gov.nist.javax.sip.parser.RequestLineParser;
import gov.nist.javax.sip.parser.StatusLineParser;
import java.text.ParseException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JAIN-SIP's parser is the judge: what is read by the short cut is the same, to the letter, or is not read by it. */
class PlainHeadersTest {
    private static final long SEED = 20_261_121;
    private static final int MUTATIONS = 4_000;
    private static final String ALPHABET = " \t:;,<>\"\\@=/()[]%?&*+-._~'`!{}|^#$aAzZ09é\u0001";

    private static final List<String> PLAIN = List.of(
            "Via: SIP/2.0/UDP 198.51.100.7:5060;branch=z9hG4bKj0a1b2c3d;rport",
            "VIA: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bK7;received=198.51.100.7;rport=61000",
            "v: SIP/2.0/TCP Host-1.Example.COM;Branch=z9hG4bKAbC",
            "From: \"Anna von B.\" <sip:+15550001234@pbx.example.com>;tag=88sja8x",
            "FROM: <sip:+15550001234@198.51.100.7:5060;user=phone>;tag=9a-b.c",
            "f: <sip:anonymous@anonymous.invalid>;tag=1",
            "To: <sip:line-7f@198.51.100.7:5060>",
            "To: \"123\"  <sip:pbx.example.com>;tag=a6c85cf",
            "Call-ID: 7f0a-21@198.51.100.7",
            "i: no-host-in-here",
            "CSeq: 4711 INVITE",
            "CSeq: 1 invite",
            "CSEQ: 999999999 X-Own",
            "Contact: <sip:line-7f@198.51.100.7:5060;transport=udp>",
            "m: <sip:sbc.example.com:5061;transport=tls>;expires=60;q=0.7",
            "Max-Forwards: 70",
            "Content-Length: 0",
            "l: 342",
            "Content-Type: application/sdp",
            "c: multipart/mixed",
            "Allow: INVITE, ACK, CANCEL, BYE, OPTIONS",
            "ALLOW: INVITE,ACK,x-own",
            "Supported: timer, 100rel",
            "k: replaces",
            "User-Agent: Product/1.0.2",
            "USER-AGENT: sipp");

    @BeforeAll
    static void withoutLog4j() {
        Slf4jStackLogger.install();
    }

    @Test
    void plainLinesAreReadByTheShortCut() throws ParseException {
        for (String line : PLAIN) {
            SIPHeader header = PlainHeaders.header(line);
            assertThat(header).as(line).isNotNull();
            assertThat(same(header, line)).as(line).isTrue();
        }
    }

    @Test
    void whateverIsReadByTheShortCutIsWhatJainSipReads() throws ParseException {
        SplittableRandom random = new SplittableRandom(SEED);
        int read = 0;
        for (String line : PLAIN) {
            for (int i = 0; i < MUTATIONS; i++) {
                String mutated = mutated(line, random);
                SIPHeader header = PlainHeaders.header(mutated);
                if (header != null) {
                    read++;
                    assertThat(same(header, mutated)).as(mutated).isTrue();
                }
            }
        }
        assertThat(read).isGreaterThan(MUTATIONS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INVITE sip:+15550001234@198.51.100.7:5060;transport=udp SIP/2.0",
                "BYE sip:sbc.example.com SIP/2.0",
                "invite sip:a@b SIP/2.0",
                "X-OWN sip:a@b SIP/2.0"
            })
    void requestLines(String line) throws ParseException {
        RequestLine read = PlainHeaders.requestLine(line);
        assertThat(read).isNotNull();
        assertThat(read.encode())
                .isEqualTo(new RequestLineParser(line + "\n").parse().encode());
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < MUTATIONS; i++) {
            String mutated = mutated(line, random);
            RequestLine plain = PlainHeaders.requestLine(mutated);
            if (plain != null) {
                RequestLine judged = new RequestLineParser(mutated + "\n").parse();
                assertThat(plain.encode()).as(mutated).isEqualTo(judged.encode());
                assertThat(plain.getMethod()).as(mutated).isEqualTo(judged.getMethod());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIP/2.0 200 OK", "SIP/2.0 486 Busy Here ", "SIP/2.0 180 "})
    void statusLines(String line) throws ParseException {
        StatusLine read = PlainHeaders.statusLine(line);
        assertThat(read).isNotNull();
        assertThat(read.encode())
                .isEqualTo(new StatusLineParser(line + "\n").parse().encode());
    }

    @Test
    void parametersKeepTheirOrder() {
        SIPHeader to = PlainHeaders.header("To: <sip:a@b>;zebra=1;tag=x;Apple=2");
        assertThat(to).isNotNull();
        assertThat(to.encode()).isEqualTo("To: <sip:a@b>;zebra=1;tag=x;Apple=2\r\n");
    }

    /** The message that made a change of JAIN-SIP's objects visible in later messages: nothing may be shared. */
    @Test
    void nothingIsSharedBetweenMessages() {
        SIPHeader one = PlainHeaders.header(PLAIN.get(0));
        SIPHeader two = PlainHeaders.header(PLAIN.get(0));
        assertThat(one).isNotSameAs(two).isEqualTo(two);
    }

    private static boolean same(SIPHeader header, String line) throws ParseException {
        SIPHeader judged = ParserFactory.createParser(line + "\n").parse();
        boolean sameClass = header.getClass() == judged.getClass()
                || (header instanceof CachedCallId && judged.getClass() == CachedCallId.class.getSuperclass());
        // JAIN-SIP keeps the parameters of From and To in the order of a hash table, the short cut as they came.
        boolean sameText = header instanceof AddressParametersHeader
                ? parts(header).equals(parts(judged))
                : header.encode().equals(judged.encode());
        return sameClass && sameText && judged.equals(header);
    }

    private static List<String> parts(SIPHeader header) {
        return Stream.of(header.encode().trim().split(";", -1)).sorted().toList();
    }

    private static String mutated(String line, SplittableRandom random) {
        StringBuilder text = new StringBuilder(line);
        for (int changes = random.nextInt(3); changes >= 0; changes--) {
            int at = random.nextInt(text.length());
            char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            switch (random.nextInt(4)) {
                case 0 -> text.setCharAt(at, c);
                case 1 -> text.insert(at, c);
                case 2 -> text.deleteCharAt(at);
                default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 1 + random.nextInt(9))));
            }
            if (text.isEmpty()) {
                return line;
            }
        }
        return text.toString().stripTrailing();
    }
}
