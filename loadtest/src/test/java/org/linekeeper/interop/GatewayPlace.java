package org.linekeeper.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a gateway runs.
 *
 * @param folder its settings, store, records and log
 * @param pbx its UDP listener towards PBXs
 * @param teams its TLS listener towards Teams
 * @param admin its HTTP port
 * @param dns the name server it asks
 * @param certificates holds {@code gateway.pem}, {@code gateway.key} and {@code root.pem}
 * @param more further lines of its settings
 * @param name what it calls itself towards Teams; empty for its address
 */
record GatewayPlace(
        Path folder,
        InetSocketAddress pbx,
        InetSocketAddress teams,
        InetSocketAddress admin,
        InetSocketAddress dns,
        Path certificates,
        String more,
        String name) {
    /** The address of every gateway under test. */
    static final String ADDRESS = "127.77.8.20";

    static final String TOKEN = "interop-token-0123456789";

    GatewayPlace {
        folder = folder.toAbsolutePath();
        certificates = certificates.toAbsolutePath();
    }

    static GatewayPlace in(Path folder, InetSocketAddress dns, Path certificates) {
        return at(ADDRESS, folder, dns, certificates, "");
    }

    /** On free ports of that address. */
    static GatewayPlace at(String address, Path folder, InetSocketAddress dns, Path certificates, String name) {
        return new GatewayPlace(
                folder.resolve("gateway"),
                Ports.free(address),
                Ports.free(address),
                Ports.free(address),
                dns,
                certificates,
                "",
                name);
    }

    GatewayPlace with(String moreSettings) {
        return new GatewayPlace(folder, pbx, teams, admin, dns, certificates, moreSettings, name);
    }

    Path settings() {
        return folder.resolve("linekeeper.yaml");
    }

    Path records() {
        return folder.resolve("cdr.jsonl");
    }

    void writeSettings() {
        String settings = """
                node:
                  name: interop
                sip:
                  listeners:
                    - name: pbx-udp
                      side: pbx
                      transport: udp
                      address: %s
                    - name: pbx-tcp
                      side: pbx
                      transport: tcp
                      address: %s
                    - name: teams-tls
                      side: teams
                      transport: tls
                      address: %s
                      advertised: %s
                      tls:
                        certificate: %s
                        key: %s
                        trust: %s
                        clientAuth: required
                  limits:
                    messageTimeout: 3s
                    handshakeTimeout: 3s
                dns:
                  servers: ["%s"]
                admin:
                  address: %s
                  tokens:
                    - name: interop
                      token: %s
                      scopes: [read, write]
                store:
                  path: %s
                cdr:
                  path: %s
                """.formatted(
                                Ports.text(pbx),
                                Ports.text(pbx),
                                Ports.text(teams),
                                name.isEmpty() ? Ports.text(teams) : name + ":" + teams.getPort(),
                                certificates.resolve("gateway.pem"),
                                certificates.resolve("gateway.key"),
                                certificates.resolve("root.pem"),
                                Ports.text(dns),
                                Ports.text(admin),
                                TOKEN,
                                folder.resolve("store").resolve("linekeeper.db"),
                                records())
                // SIPp takes an OPTIONS for a call that went wrong.
                + (more.contains("peers:") ? more : more + "peers:\n  optionsInterval: 0s\n");
        try {
            Files.createDirectories(folder);
            Files.writeString(settings(), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
