package org.linekeeper.config;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.linekeeper.config.document.Section;

/** Checks that certificate and key files are what they should be, so that a mistake shows at the start and not in a handshake. */
final class TlsFiles {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]{1,100000})-----END");
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    private static final List<String> KEY_KINDS = List.of("RSA", "EC", "EdDSA");

    private final Section tls;

    TlsFiles(Section tls) {
        this.tls = tls;
    }

    void check(Path certificate, Path key, Optional<Path> trust) {
        Optional<PublicKey> ours = tls.isFaulty("certificate")
                ? Optional.empty()
                : certificates("certificate", certificate)
                        .map(chain -> chain.get(0).getPublicKey());
        Optional<PrivateKey> secret = tls.isFaulty("key") ? Optional.empty() : key(key);
        if (ours.isPresent() && secret.isPresent() && !belongTogether(ours.get(), secret.get())) {
            tls.fault(
                    "key",
                    SmallFiles.show(key) + ": is not the key of the first certificate in "
                            + SmallFiles.show(certificate));
        }
        trust.ifPresent(file -> certificates("trust", file));
    }

    private Optional<List<Certificate>> certificates(String name, Path file) {
        return SettingsReader.contents(tls, name, file).flatMap(bytes -> {
            try {
                List<Certificate> chain = List.copyOf(
                        CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes)));
                if (!chain.isEmpty()) {
                    return Optional.of(chain);
                }
                tls.fault(name, SmallFiles.show(file) + ": holds no certificate (-----BEGIN CERTIFICATE-----)");
            } catch (CertificateException e) {
                tls.fault(name, SmallFiles.show(file) + ": holds no certificate in PEM form, or a damaged one");
            }
            return Optional.empty();
        });
    }

    private Optional<PrivateKey> key(Path file) {
        return SettingsReader.contents(tls, "key", file).flatMap(bytes -> {
            Matcher pem = PEM.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
            String advice = "holds no private key (-----BEGIN PRIVATE KEY-----)";
            while (pem.find()) {
                String type = pem.group(1);
                if (type.equals("PRIVATE KEY")) {
                    Optional<PrivateKey> key = decode(pem.group(2));
                    if (key.isPresent()) {
                        return key;
                    }
                    advice = "holds a private key that is damaged or of an unknown kind (known: RSA, EC, EdDSA)";
                } else if (type.equals("ENCRYPTED PRIVATE KEY")) {
                    advice = "is encrypted; decrypt it with \"openssl pkey -in FILE -out NEW\"";
                } else if (type.endsWith(" PRIVATE KEY")) {
                    advice =
                            "is not in PKCS #8 form; convert it with \"openssl pkcs8 -topk8 -nocrypt -in FILE -out NEW\"";
                }
            }
            tls.fault("key", SmallFiles.show(file) + ": " + advice);
            return Optional.empty();
        });
    }

    private static Optional<PrivateKey> decode(String base64) {
        byte[] encoded;
        try {
            encoded = Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return KEY_KINDS.stream()
                .flatMap(kind -> decode(kind, encoded).stream())
                .findFirst();
    }

    private static Optional<PrivateKey> decode(String kind, byte[] encoded) {
        try {
            return Optional.of(KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static boolean belongTogether(PublicKey certified, PrivateKey key) {
        try {
            byte[] probe = "probe".getBytes(StandardCharsets.UTF_8);
            Signature signer = Signature.getInstance(SIGNATURES.getOrDefault(key.getAlgorithm(), key.getAlgorithm()));
            signer.initSign(key);
            signer.update(probe);
            byte[] signature = signer.sign();
            signer.initVerify(certified);
            signer.update(probe);
            return signer.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
