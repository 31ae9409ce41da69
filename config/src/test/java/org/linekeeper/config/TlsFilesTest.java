package org.linekeeper.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.linekeeper.config.TlsSettings.ClientAuth;

class TlsFilesTest {
    private static TestCertificate rsa;
    private static TestCertificate ec;

    @TempDir
    Path folder;

    @BeforeAll
    static void make(@TempDir Path scratch) throws IOException, InterruptedException {
        rsa = TestCertificate.make(scratch, "RSA");
        ec = TestCertificate.make(scratch, "EC");
    }

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("rsa.crt"), "Subject: somebody\n" + rsa.certificate() + ec.certificate());
        Files.writeString(folder.resolve("rsa.key"), rsa.key());
        Files.writeString(folder.resolve("ec.crt"), ec.certificate());
        Files.writeString(folder.resolve("ec.key"), ec.key());
        Files.writeString(folder.resolve("empty"), "");
        Files.writeString(folder.resolve("damaged"), rsa.key().replace("MII", "AAA"));
        Files.writeString(folder.resolve("odd"), "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n");
        Files.writeString(folder.resolve("pkcs1"), rsa.key().replace("PRIVATE", "RSA PRIVATE"));
        Files.writeString(folder.resolve("encrypted"), rsa.key().replace("PRIVATE", "ENCRYPTED PRIVATE"));
    }

    private SettingsOutcome read(String side, String tls) throws IOException {
        String yaml = """
                sip:
                  listeners:
                    - {name: other, side: OTHER, transport: udp, address: "127.0.0.1:5060"}
                    - {name: tls, side: SIDE, transport: tls, address: "127.0.0.1:5061", tls: {TLS}}
                admin: {tokens: [{name: a, token: aaaaaaaaaaaaaaaa}]}
                """.replace("OTHER", side.equals("pbx") ? "teams" : "pbx")
                .replace("SIDE", side)
                .replace("TLS", tls);
        return SettingsFile.read(Files.writeString(folder.resolve("f.yaml"), yaml));
    }

    private TlsSettings accepted(String side, String tls) throws IOException {
        SettingsOutcome outcome = read(side, tls);
        assertThat(outcome).isInstanceOf(SettingsOutcome.Read.class);
        return ((SettingsOutcome.Read) outcome)
                .settings()
                .sip()
                .listeners()
                .get(1)
                .tls()
                .orElseThrow();
    }

    private List<String> rejected(String tls) throws IOException {
        return ((SettingsOutcome.Rejected) read("teams", tls))
                .problems().stream()
                        .map(problem -> problem.pointer().replace("/sip/listeners/1/tls/", "") + " "
                                + problem.message().replace(folder + "/", ""))
                        .toList();
    }

    @Test
    void certificateAndKeyOfEachKindAreTaken() throws IOException {
        assertThat(accepted("teams", "certificate: rsa.crt, key: rsa.key, trust: ec.crt")
                        .trust())
                .contains(folder.resolve("ec.crt"));
        assertThat(accepted("teams", "certificate: ec.crt, key: ec.key").certificate())
                .isEqualTo(folder.resolve("ec.crt"));
    }

    @Test
    void onlyTheTeamsSideAsksForCertificatesUnlessTold() throws IOException {
        assertThat(accepted("teams", "certificate: ec.crt, key: ec.key").clientAuth())
                .isEqualTo(ClientAuth.REQUIRED);
        assertThat(accepted("pbx", "certificate: ec.crt, key: ec.key").clientAuth())
                .isEqualTo(ClientAuth.NONE);
        assertThat(accepted("pbx", "certificate: ec.crt, key: ec.key, clientAuth: optional")
                        .clientAuth())
                .isEqualTo(ClientAuth.OPTIONAL);
    }

    @Test
    void eachMistakeHasItsAdvice() throws IOException {
        assertThat(rejected("certificate: absent, key: rsa.key"))
                .containsExactly("certificate absent: there is no such file");
        assertThat(rejected("certificate: rsa.key, key: rsa.key"))
                .containsExactly("certificate rsa.key: holds no certificate in PEM form, or a damaged one");
        assertThat(rejected("certificate: empty, key: rsa.key"))
                .containsExactly("certificate empty: holds no certificate (-----BEGIN CERTIFICATE-----)");
        assertThat(rejected("certificate: rsa.crt, key: ec.key"))
                .containsExactly("key ec.key: is not the key of the first certificate in rsa.crt");
        assertThat(rejected("certificate: rsa.crt, key: rsa.crt"))
                .containsExactly("key rsa.crt: holds no private key (-----BEGIN PRIVATE KEY-----)");
        for (String file : List.of("damaged", "odd")) {
            assertThat(rejected("certificate: rsa.crt, key: " + file))
                    .containsExactly("key " + file
                            + ": holds a private key that is damaged or of an unknown kind (known: RSA, EC, EdDSA)");
        }
        assertThat(rejected("certificate: rsa.crt, key: pkcs1"))
                .containsExactly("key pkcs1: is not in PKCS #8 form; convert it with"
                        + " \"openssl pkcs8 -topk8 -nocrypt -in FILE -out NEW\"");
        assertThat(rejected("certificate: rsa.crt, key: encrypted"))
                .containsExactly("key encrypted: is encrypted; decrypt it with \"openssl pkey -in FILE -out NEW\"");
        assertThat(rejected("certificate: rsa.crt, key: rsa.key, trust: ."))
                .containsExactly("trust " + folder + ": is a folder, not a file");
        assertThat(rejected("certificate: rsa.crt")).containsExactly("key is required");
    }
}
