package org.linekeeper.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.core.CommonLogger;
import gov.nist.core.StackLogger;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.sip.register.OwnContact;
import org.linekeeper.sip.register.RegisterResponseParser;
import org.linekeeper.sip.register.RegisterResponseParser.Reading;

/** The scanner agrees with JAIN-SIP's parser or leaves the message to it. */
final class ScannerAgainstJainTest {
    private static final OwnContact CONTACT =
            new OwnContact("tok123", "192.0.2.1", 5060, Optional.of("urn:uuid:1"), Duration.ofMinutes(10));
    private static final OwnContact PBX_CONTACT = new OwnContact(
            "0123456789abcdeffedcba9876543210",
            "192.0.2.1",
            5060,
            Optional.of("urn:uuid:01234567-89ab-cdef-fedc-ba9876543210"),
            Duration.ofMinutes(10));
    private static final String[] HEADERS = {
        "Contact: <sip:tok123@192.0.2.1:5060;transport=udp>;expires=300",
        "m: \"Desk, phone\" <sip:other@198.51.100.7:5062>;expires=30;q=0.5",
        "Contact: <sip:a@198.51.100.8>;expires=20, <sip:tok123@203.0.113.9:1024>;expires=40",
        "Contact: <sip:x@h.example>;+sip.instance=\"<urn:uuid:1>\";reg-id=1;expires=50",
        "Expires: 120",
        "Min-Expires: 90",
        "Retry-After: 5",
        "Retry-After: 18000;duration=3600",
        "WWW-Authenticate: Digest realm=\"pbx\", nonce=\"abc==\", opaque=\"o\", algorithm=MD5, qop=\"auth\"",
        "WWW-Authenticate: Digest realm=\"pbx\", nonce=\"def\", algorithm=SHA-256, qop=\"auth,auth-int\", stale=true",
        "Proxy-Authenticate: Digest realm=\"proxy\",nonce=\"1\"",
        "Service-Route: <sip:orig@scscf.example;lr>",
        "Supported: path, outbound",
        "Date: Sat, 21 Nov 2026 10:00:00 GMT",
        "Server: PBX (1.0)",
        "Allow: INVITE, ACK, BYE",
        "X-Odd: a;b=\"c\"",
    };
    private static final String[] STATUS = {
        "200 OK",
        "401 Unauthorized",
        "407 Proxy Authentication Required",
        "423 Interval Too Brief",
        "503 Busy",
        "100 Trying"
    };
    private static final String NOISE = "\r\n \t:;,=\"<>@\\0129aZsip\u0000\u00e9*";

    private final RegisterResponseParser scanner = RegisterResponseParser.scanner();
    private final RegisterResponseParser jain = new JainRegisterResponseParser();

    @BeforeAll
    static void quietLogger() {
        if (CommonLogger.legacyLogger == null) {
            CommonLogger.legacyLogger = (StackLogger) Proxy.newProxyInstance(
                    StackLogger.class.getClassLoader(),
                    new Class<?>[] {StackLogger.class},
                    (proxy, method, args) -> switch (method.getReturnType().getName()) {
                        case "boolean" -> false;
                        case "int" -> 0;
                        default -> null;
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void onCleanResponsesBothReadTheSame(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 1_000; round++) {
            byte[] message = message(random).getBytes(StandardCharsets.UTF_8);
            Optional<Reading> scanned = scanner.read(message, CONTACT);
            assertThat(scanned).as(text(message)).isEqualTo(jain.read(message, CONTACT));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void onMutatedResponsesTheScannerAgreesOrDeclines(long seed) {
        Random random = new Random(seed);
        int read = 0;
        for (int round = 0; round < 2_000; round++) {
            StringBuilder mutated = new StringBuilder(message(random));
            for (int edits = random.nextInt(3); edits >= 0; edits--) {
                int at = random.nextInt(mutated.length());
                char c = NOISE.charAt(random.nextInt(NOISE.length()));
                switch (random.nextInt(3)) {
                    case 0 -> mutated.setCharAt(at, c);
                    case 1 -> mutated.insert(at, c);
                    default -> mutated.deleteCharAt(at);
                }
            }
            byte[] message = mutated.toString().getBytes(StandardCharsets.UTF_8);
            Optional<Reading> scanned = scanner.read(message, CONTACT);
            Optional<Reading> parsed = jain.read(message, CONTACT);
            if (scanned.isPresent() && parsed.isPresent()) {
                read++;
                assertThat(decisive(scanned.get())).as(text(message)).isEqualTo(decisive(parsed.get()));
            }
        }
        assertThat(read).isGreaterThan(500);
    }

    /** Every PBX is read by the scanner itself, however its message is laid out. */
    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void whatPbxsSendIsReadWithoutTheParser(long seed) {
        Random random = new Random(seed);
        for (String shape : PbxShapes.ALL) {
            assertReadAlike(shape.getBytes(StandardCharsets.UTF_8));
            for (int round = 0; round < 40; round++) {
                assertReadAlike(PbxShapes.rewritten(shape, random).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33, 34, 35, 36, 37, 38})
    void onSpoiledMessagesOfPbxsTheScannerAgreesOrDeclines(long seed) {
        Random random = new Random(seed);
        int read = 0;
        for (int round = 0; round < 4_000; round++) {
            String shape = PbxShapes.ALL.get(random.nextInt(PbxShapes.ALL.size()));
            String laidOut = random.nextBoolean() ? shape : PbxShapes.rewritten(shape, random);
            byte[] message = PbxShapes.spoiled(laidOut, random);
            Optional<Reading> scanned = scanner.read(message, PBX_CONTACT);
            Optional<Reading> parsed = jain.read(message, PBX_CONTACT);
            if (scanned.isPresent() && parsed.isPresent()) {
                read++;
                assertThat(everythingActedUpon(scanned.get()))
                        .as("seed %d round %d: %s", seed, round, text(message))
                        .isEqualTo(everythingActedUpon(parsed.get()));
            }
        }
        assertThat(read).isGreaterThan(500);
    }

    private void assertReadAlike(byte[] message) {
        Optional<Reading> scanned = scanner.read(message, PBX_CONTACT);
        assertThat(scanned).as(text(message)).isPresent();
        assertThat(scanned).as(text(message)).isEqualTo(jain.read(message, PBX_CONTACT));
    }

    private static List<Object> everythingActedUpon(Reading reading) {
        return List.of(
                decisive(reading),
                reading.method(),
                reading.response().minExpires(),
                reading.response().retryAfter());
    }

    /** What an action depends on; the rest is for show. */
    private static List<Object> decisive(Reading reading) {
        return List.of(
                reading.callId(),
                reading.cseq(),
                reading.response().status(),
                reading.response().granted());
    }

    private static String message(Random random) {
        List<String> lines = new ArrayList<>(List.of(
                "SIP/2.0 " + STATUS[random.nextInt(STATUS.length)],
                "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKr1;received=203.0.113.5;rport=40000",
                "From: <sip:101t@abc.service>;tag=ft",
                "To: <sip:101t@abc.service>;tag=1",
                "Call-ID: call-1@h",
                "CSeq: 4 REGISTER"));
        boolean[] singles = new boolean[HEADERS.length];
        for (int count = random.nextInt(6); count > 0; count--) {
            int index = random.nextInt(HEADERS.length);
            if (!singles[index] && !(index == 7 && singles[6]) && !(index == 6 && singles[7])) {
                singles[index] = true;
                lines.add(HEADERS[index]);
            }
        }
        lines.addAll(List.of("Content-Length: 0", "", ""));
        return String.join("\r\n", lines);
    }

    private static String text(byte[] message) {
        return new String(message, StandardCharsets.UTF_8);
    }
}
