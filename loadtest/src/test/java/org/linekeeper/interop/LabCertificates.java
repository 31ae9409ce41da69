package org.linekeeper.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.linekeeper.simulator.CertificateAuthority;
import org.linekeeper.simulator.TlsIdentity;

/**
 * The certificates of one test, as PEM files: {@code root.pem}, and {@code gateway} and {@code sbc}, each {@code .pem} with
 * its {@code .key}.
 *
 * @param folder where the files are
 * @param sbc the SBC's certificate, for server authentication only as public authorities issue them now
 */
record LabCertificates(Path folder, TlsIdentity sbc) {
    static LabCertificates create(Path folder) throws IOException, GeneralSecurityException {
        Files.createDirectories(folder);
        CertificateAuthority authority = CertificateAuthority.create("interop");
        authority.writeRoot(folder.resolve("root.pem"));
        TlsIdentity gateway = authority.issueForBothEnds(Users.TENANT);
        gateway.writeChain(folder.resolve("gateway.pem"));
        gateway.writeKey(folder.resolve("gateway.key"));
        TlsIdentity sbc = authority.issue(Users.SBC);
        sbc.writeChain(folder.resolve("sbc.pem"));
        sbc.writeKey(folder.resolve("sbc.key"));
        // What OpenSSL takes from a client that is an SBC itself.
        TlsIdentity peer = authority.issueForBothEnds(Users.SBC);
        peer.writeChain(folder.resolve("sbc-peer.pem"));
        peer.writeKey(folder.resolve("sbc-peer.key"));
        return new LabCertificates(folder, sbc);
    }

    /** Writes root and gateway's certificate alone; who else needs one gets it from the authority. */
    static CertificateAuthority ofGateway(Path folder, String tenant) throws IOException, GeneralSecurityException {
        Files.createDirectories(folder);
        CertificateAuthority authority = CertificateAuthority.create("interop");
        authority.writeRoot(folder.resolve("root.pem"));
        TlsIdentity gateway = authority.issue(tenant);
        gateway.writeChain(folder.resolve("gateway.pem"));
        gateway.writeKey(folder.resolve("gateway.key"));
        return authority;
    }
}
