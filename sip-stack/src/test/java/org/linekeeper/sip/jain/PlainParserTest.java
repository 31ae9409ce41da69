package org.linekeeper.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** JAIN-SIP's parser is the judge of whole messages: both read the same, or both refuse. */
class PlainParserTest {
    private static final long SEED = 20_261_122;
    private static final int MUTATIONS = 6_000;

    /** Without tabs and other controls, which JAIN-SIP takes for letters of a name that it does not know. */
    private static final String ALPHABET = " \r\n:;,<>\"\\@=/()aZ09é";

    private static final String INVITE = String.join(
            "\r\n",
            "INVITE sip:line-7f@198.51.100.7:5060 SIP/2.0",
            "Via: SIP/2.0/UDP 198.51.100.9:5060;branch=z9hG4bK-1-0;rport",
            "Via: SIP/2.0/UDP 203.0.113.7;branch=z9hG4bK7",
            "Max-Forwards: 70",
            "From: \"Anna\" <sip:+15550001234@198.51.100.9>;tag=1p1",
            "To: <sip:line-7f@198.51.100.7:5060>",
            "Call-ID: 1-7@198.51.100.9",
            "CSeq: 1 INVITE",
            "Contact: <sip:bench@198.51.100.9:5060;transport=UDP>",
            "Allow: INVITE, ACK, BYE",
            "Supported: timer",
            "User-Agent: phone/1.0",
            "X-Own: what they say",
            "Content-Type: application/sdp",
            "Content-Length: 8",
            "",
            "v=0\r\ns=-");

    private static final String RINGING = String.join(
            "\r\n",
            "SIP/2.0 180 Ringing",
            "Via: SIP/2.0/UDP 198.51.100.9:5060;branch=z9hG4bK-1-0;received=198.51.100.9;rport=5060",
            "f: <sip:a@b>;tag=1",
            "t: <sip:c@d>;tag=2",
            "i: x",
            "CSeq: 1 INVITE",
            "l: 0",
            "",
            "");

    @BeforeAll
    static void withoutLog4j() {
        Slf4jStackLogger.install();
    }

    @Test
    void whatIsReadIsWhatJainSipReads() {
        SplittableRandom random = new SplittableRandom(SEED);
        int read = 0;
        for (String message : List.of(INVITE, RINGING)) {
            byte[] plain = message.getBytes(StandardCharsets.UTF_8);
            assertThat(outcome(new PlainParser(), plain)).isEqualTo(outcome(new StringMsgParser(), plain));
            for (int i = 0; i < MUTATIONS; i++) {
                byte[] mutated = mutated(message, random).getBytes(StandardCharsets.UTF_8);
                List<String> judged = outcome(new StringMsgParser(), mutated);
                if (judged.stream().anyMatch(line -> line.startsWith("CSeq: 1 ") && !line.endsWith("INVITE"))) {
                    // JAIN-SIP reads no method that has the name of a header, such as I, T and TO; we do.
                    continue;
                }
                assertThat(outcome(new PlainParser(), mutated))
                        .as(new String(mutated, StandardCharsets.UTF_8))
                        .isEqualTo(judged);
                read += judged.size() > 1 ? 1 : 0;
            }
        }
        assertThat(read).isGreaterThan(MUTATIONS);
    }

    @Test
    void whatIsFoldedOrNotAsciiIsReadToo() {
        for (String message : List.of(
                INVITE.replace("Max-Forwards: 70", "Subject: one\r\n two"),
                INVITE.replace("Anna", "Änne"),
                INVITE.replace("X-Own: what", "X-Own:\twhat"))) {
            byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
            List<String> judged = outcome(new StringMsgParser(), bytes);
            assertThat(judged).hasSizeGreaterThan(1);
            assertThat(outcome(new PlainParser(), bytes)).isEqualTo(judged);
        }
    }

    /** The lines as they would be sent, each with its parameters in order of the alphabet; or nothing. */
    private static List<String> outcome(StringMsgParser parser, byte[] message) {
        List<String> unread = new ArrayList<>();
        ParseExceptionListener listener = (cause, where, header, text, whole) -> unread.add(text);
        try {
            SIPMessage read = parser.parseSIPMessage(message, true, false, listener);
            List<String> lines = new ArrayList<>(unread);
            for (String each : read.encode().split("\r\n", -1)) {
                // RFC 3261 25.1 lets blanks stand before the colon; JAIN-SIP takes them for a part of names it does not
                // know.
                String line = each.replaceFirst("^([^ :]+) +:", "$1:");
                lines.add(Stream.of(line.split(";", -1)).sorted().collect(Collectors.joining(";")));
            }
            lines.add(Arrays.toString(read.getRawContent()));
            return lines;
        } catch (ParseException | RuntimeException e) {
            return List.of();
        }
    }

    private static String mutated(String message, SplittableRandom random) {
        StringBuilder text = new StringBuilder(message);
        for (int changes = random.nextInt(3); changes >= 0; changes--) {
            int at = random.nextInt(text.length());
            char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, c);
                case 1 -> text.insert(at, c);
                default -> text.deleteCharAt(at);
            }
        }
        return text.toString();
    }
}
