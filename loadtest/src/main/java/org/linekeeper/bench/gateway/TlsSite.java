package org.linekeeper.bench.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import org.linekeeper.bench.process.BenchFailure;
import org.linekeeper.bench.process.Stage;
import org.linekeeper.simulator.CertificateAuthority;
import org.linekeeper.simulator.DnsServer;
import org.linekeeper.simulator.DnsZone;
import org.linekeeper.simulator.TlsIdentity;

/**
 * What TLS needs beside the programs: an authority, a certificate for each end, and a name for the target that DNS knows and its
 * certificate shows.
 *
 * @param folder of the certificates, keys and roots
 * @param dns host and port of the DNS server
 */
public record TlsSite(Path folder, String dns) {
    public static final String NAME = "proxy.bench.example";

    private static final String GATEWAY = "gateway";
    private static final String TARGET = "target";
    private static final String ROOTS = "roots.pem";
    private static final int DNS_PORT = 5353;
    private static final int TTL_SECONDS = 3_600;

    /**
     * Makes it all; the DNS server runs until the stage is cleared.
     *
     * @param target address of the target
     */
    public static TlsSite make(Stage stage, Path folder, String target) throws IOException, BenchFailure {
        try {
            CertificateAuthority authority = CertificateAuthority.create("bench");
            authority.writeRoot(folder.resolve(ROOTS));
            write(authority.issueForBothEnds(NAME), folder, TARGET);
            write(authority.issueForBothEnds("gateway.bench.example"), folder, GATEWAY);
        } catch (GeneralSecurityException e) {
            throw new BenchFailure("no certificates: " + e);
        }
        DnsZone zone = new DnsZone().add(NAME, TTL_SECONDS, DnsZone.Address.of(target));
        DnsServer dns = stage.add(DnsServer.start(new InetSocketAddress(target, DNS_PORT), zone));
        return new TlsSite(folder, target + ":" + dns.address().getPort());
    }

    private static void write(TlsIdentity identity, Path folder, String name) throws IOException {
        identity.writeChain(certificate(folder, name));
        identity.writeKey(key(folder, name));
    }

    private static Path certificate(Path folder, String name) {
        return folder.resolve(name + ".pem");
    }

    private static Path key(Path folder, String name) {
        return folder.resolve(name + ".key");
    }

    /** The listener's TLS part in the gateway's settings. */
    public String listenerSettings() {
        return "{certificate: \"%s\", key: \"%s\", trust: \"%s\"}"
                .formatted(certificate(folder, GATEWAY), key(folder, GATEWAY), folder.resolve(ROOTS));
    }

    /** The target's certificate and key. */
    public List<String> targetFiles() {
        return List.of(
                certificate(folder, TARGET).toString(), key(folder, TARGET).toString());
    }

    /** What the target's program is told of it. */
    public List<String> targetArguments() {
        return List.of(
                "--certificate",
                certificate(folder, TARGET).toString(),
                "--key",
                key(folder, TARGET).toString());
    }
}
