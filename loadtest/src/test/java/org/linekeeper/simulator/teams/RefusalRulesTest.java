package org.linekeeper.simulator.teams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.simulator.CertificateAuthority;
import org.linekeeper.simulator.sip.SipParser;
import org.linekeeper.simulator.sip.SipRequest;

/** The simulator refuses what Teams refuses, for the same reason and with its status, and takes the rest. */
class RefusalRulesTest {
    private static X509Certificate certificate;

    private final RefusalRules rules = new RefusalRules(Set.of("sbc1.example.com", "a.sbc1.example.com"), true);

    @BeforeAll
    static void certify(@TempDir Path folder) throws Exception {
        Path chain =
                CertificateAuthority.create("test").issue("sbc1.example.com").writeChain(folder.resolve("sbc.pem"));
        try (InputStream in = Files.newInputStream(chain)) {
            certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static SipRequest read(String name) throws Exception {
        try (InputStream in = RefusalRulesTest.class.getResourceAsStream("/teams/" + name + ".sip")) {
            return (SipRequest) SipParser.parse(Objects.requireNonNull(in, name).readAllBytes());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "90-bad-contact-ip, CONTACT_ADDRESS, 403",
        "91-bad-no-plus, NUMBER, 404",
        "92-bad-sips-uri, SIPS, 400",
        "93-bad-replaces-header, REPLACES, 403",
        "94-bad-no-sdp-delayed-offer, NO_OFFER, 488",
        "95-bad-rtp-avp, SRTP, 488",
        "96-bad-require-100rel, RELIABLE, 420",
        "97-bad-hold-zero-ip, BLACKHOLE, 488",
        "98-bad-contact-fqdn-not-in-cert, CERTIFICATE_NAME, 403"
    })
    void badMessageIsRefused(String name, Rule rule, int status) throws Exception {
        assertThat(rules.check(read(name), Optional.of(certificate))).contains(rule);
        assertThat(rule.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"01-options-sbc-to-teams", "39-invite-from-sbc-after-refer", "60-invite-sbc-to-teams"})
    void goodMessageIsTaken(String name) throws Exception {
        assertThat(rules.check(read(name), Optional.of(certificate))).isEmpty();
    }
}
