package org.linekeeper.sip.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a certificate of ours lies. All methods block.
 *
 * @param chain PEM, leaf first, with the intermediates
 * @param key PEM, PKCS#8
 */
record CertificateFiles(Path chain, Path key) {
    /** As ACME clients call them. */
    static final String CHAIN = "fullchain.pem";

    static final String KEY = "privkey.pem";

    private static final int LARGEST = 1 << 20;

    /** Says whether a file is still the one that was read. */
    record Stamp(FileTime modified, long size) {
        static Stamp of(Path file) throws IOException {
            return new Stamp(Files.getLastModifiedTime(file), Files.size(file));
        }
    }

    /** One for each folder within this one; in the order of their names. */
    static List<CertificateFiles> within(Path folder) throws IOException {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(Files::isDirectory)
                    .sorted()
                    .map(each -> new CertificateFiles(each.resolve(CHAIN), each.resolve(KEY)))
                    .toList();
        }
    }

    List<Stamp> stamps() throws IOException {
        return List.of(Stamp.of(chain), Stamp.of(key));
    }

    OwnCertificate read() throws IOException, GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        byte[] pem = bytes(chain);
        for (Certificate certificate :
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem))) {
            certificates.add((X509Certificate) certificate);
        }
        return OwnCertificate.of(certificates, new String(bytes(key), StandardCharsets.ISO_8859_1));
    }

    private static byte[] bytes(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException(file + " is longer than a certificate can be");
        }
        return Files.readAllBytes(file);
    }
}
