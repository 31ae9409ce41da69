package org.linekeeper.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** An SBC in front of Teams: mutual TLS towards the gateway, UDP towards the SIPp that plays Teams. */
final class KamailioSbc implements AutoCloseable {
    private final InetSocketAddress teamsSide;
    private final ForeignProcess process;

    private KamailioSbc(InetSocketAddress teamsSide, ForeignProcess process) {
        this.teamsSide = teamsSide;
        this.process = process;
    }

    /**
     * Where the SBC stands.
     *
     * @param name in DNS and in its certificate
     * @param tls where the gateway comes
     * @param teams the SIPp that answers
     * @param gateway the gateway's TLS listener
     * @param tenant host of the Request-URI of a call from Teams
     */
    record Place(
            String name, InetSocketAddress tls, InetSocketAddress teams, InetSocketAddress gateway, String tenant) {}

    /** Starts it with one of the certificates, by the name of its file. */
    static KamailioSbc start(Path folder, Place place, LabCertificates certificates, String identity) {
        InetSocketAddress teamsSide = Ports.free(place.tls().getAddress().getHostAddress());
        Path tls = folder.resolve("sbc-tls.cfg").toAbsolutePath();
        try {
            Files.createDirectories(folder);
            Files.writeString(tls, tlsSettings(certificates.folder(), identity));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ForeignProcess process = KamailioProcess.start(
                folder,
                "teams-sbc",
                "teams-sbc.cfg",
                Map.of(
                        "SBC_TLS",
                        "tls:" + Ports.text(place.tls()),
                        "RR_TLS",
                        KamailioProcess.quoted(place.name() + ":" + place.tls().getPort()),
                        "RR_UDP",
                        KamailioProcess.quoted(Ports.text(teamsSide)),
                        "SBC_UDP",
                        "udp:" + Ports.text(teamsSide),
                        "SBC_NAME",
                        KamailioProcess.quoted(place.name()),
                        "TEAMS",
                        KamailioProcess.quoted("sip:" + Ports.text(place.teams())),
                        "TENANT",
                        KamailioProcess.quoted(place.tenant()),
                        "GATEWAY",
                        KamailioProcess.quoted("sip:" + Ports.text(place.gateway()) + ";transport=tls"),
                        "TLSCFG",
                        KamailioProcess.quoted(tls.toString())));
        process.awaitReady(() -> SipProbe.answers(teamsSide), Duration.ofSeconds(10));
        return new KamailioSbc(teamsSide, process);
    }

    /** Where SIPp sends calls from Teams. */
    InetSocketAddress teamsSide() {
        return teamsSide;
    }

    String logTail(int lines) {
        return process.logTail(lines);
    }

    @Override
    public void close() {
        process.close();
    }

    /** Both ways the peer must show a certificate of our root. */
    private static String tlsSettings(Path certificates, String identity) {
        String mutual = """
                method = TLSv1.2+
                certificate = %1$s/%2$s.pem
                private_key = %1$s/%2$s.key
                ca_list = %1$s/root.pem
                verify_certificate = yes
                require_certificate = yes
                """.formatted(certificates, identity);
        return "[server:default]\n" + mutual + "[client:default]\n" + mutual;
    }
}
