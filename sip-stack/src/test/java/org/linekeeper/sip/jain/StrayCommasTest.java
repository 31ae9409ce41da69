package org.linekeeper.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.dns.DnsLookup;
import org.linekeeper.dns.ServerName;
import org.linekeeper.sip.register.OwnContact;
import org.linekeeper.sip.register.RegisterResponse;
import org.linekeeper.sip.register.RegisterResponseParser;
import org.linekeeper.sip.register.RegisterResponseParser.Reading;

/** Contact lists with a comma too many: a line is bound all the same. */
final class StrayCommasTest {
    private static final OwnContact CONTACT =
            new OwnContact("tok123", "192.0.2.1", 5060, Optional.empty(), Duration.ofMinutes(10));
    private static final String OURS = "<sip:tok123@192.0.2.1:5060>;expires=60";
    private static final List<String> ELEMENTS =
            List.of(OURS, "\"Desk, one\" <sip:a@h.example>;expires=30", "sip:b@h.example;q=0.5", "", "", " ", "\t");

    private final RegisterResponseParser scanner = RegisterResponseParser.scanner();
    private final RegisterResponseParser jain = new JainRegisterResponseParser();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Contact: " + OURS + ",",
                "Contact: " + OURS + " , ",
                "m:," + OURS,
                "CONTACT : <sip:a@h.example>;expires=9,, " + OURS + ",,",
                "Contact: " + OURS + "\r\nContact: <sip:a@h.example>,",
                "Contact: <sip:a@h.example>;expires=9,\r\n " + OURS + ",",
                "Contact: \"a\\\",\" <sip:a@h.example>;x=\",,\"," + OURS + ","
            })
    void bothReadersFindOurContact(String contacts) {
        byte[] message = message("200 OK", contacts);
        Optional<Reading> scanned = scanner.read(message, CONTACT);

        assertThat(scanned).isPresent().isEqualTo(jain.read(message, CONTACT));
        assertThat(scanned.orElseThrow().response().granted()).contains(Duration.ofSeconds(60));
    }

    /** Where nothing at all is listed, nothing is bound, whichever of them reads it. */
    @ParameterizedTest
    @ValueSource(strings = {"Contact:", "Contact: ,", "Contact: , ,", "m:,\r\nm:"})
    void commasAloneAreNoContact(String contacts) {
        byte[] message = message("200 OK", contacts);

        assertThat(scanner.read(message, CONTACT)).isEmpty();
        assertThat(jain.read(message, CONTACT).orElseThrow().response().granted())
                .isEmpty();
    }

    @Test
    void aRedirectWithACommaTooManyLeadsSomewhere() {
        RegisterResponse response = jain.read(message("302 Moved", "Contact: <sip:b.example>,"), CONTACT)
                .orElseThrow()
                .response();

        assertThat(response.redirects())
                .containsExactly(new ServerName("b.example", OptionalInt.empty(), Optional.empty(), DnsLookup.AUTO));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theScannerAgreesOrDeclines(long seed) {
        Random random = new Random(seed);
        int read = 0;
        for (int round = 0; round < 2_000; round++) {
            StringBuilder contacts = new StringBuilder(random.nextBoolean() ? "Contact: " : "m:");
            for (int count = 1 + random.nextInt(5); count > 0; count--) {
                contacts.append(ELEMENTS.get(random.nextInt(ELEMENTS.size()))).append(count == 1 ? "" : ",");
            }
            if (random.nextInt(4) == 0) {
                contacts.insert(2 + random.nextInt(contacts.length() - 1), "\"<>,;\\".charAt(random.nextInt(6)));
            }
            byte[] message = message("200 OK", contacts.toString());
            Optional<Reading> scanned = scanner.read(message, CONTACT);
            if (scanned.isPresent()) {
                read++;
                assertThat(scanned.get().response().granted())
                        .as("seed %d round %d: %s", seed, round, contacts)
                        .isEqualTo(jain.read(message, CONTACT)
                                .orElseThrow()
                                .response()
                                .granted());
            }
        }
        assertThat(read).isGreaterThan(1_000);
    }

    private static byte[] message(String status, String contacts) {
        return ("SIP/2.0 " + status + "\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKr1\r\n"
                        + "From: <sip:101t@abc.service>;tag=ft\r\nTo: <sip:101t@abc.service>;tag=1\r\n"
                        + "Call-ID: call-1\r\nCSeq: 4 REGISTER\r\n" + contacts + "\r\nContent-Length: 0\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
