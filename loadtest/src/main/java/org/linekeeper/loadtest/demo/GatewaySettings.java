package org.linekeeper.loadtest.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** The settings file of the demo's gateway. */
final class GatewaySettings {
    private GatewaySettings() {}

    static Path write(Path folder, DemoWorld world, InetSocketAddress admin, String token) throws IOException {
        String sip = DemoPlaces.text(world.sipListener());
        String yaml = """
                node:
                  name: demo
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
                      advertised: %s:%d
                      tls:
                        certificate: gateway.pem
                        key: gateway.key
                        trust: roots.pem
                        clientAuth: required
                dns:
                  servers: ["%s"]
                admin:
                  address: %s
                  tokens:
                    - name: portal
                      token: %s
                store:
                  path: store/linekeeper.db
                cdr:
                  path: cdr.jsonl
                """.formatted(
                        sip,
                        sip,
                        DemoPlaces.text(world.tlsListener()),
                        DemoWorld.TENANT,
                        world.tlsListener().getPort(),
                        DemoPlaces.text(world.dns().address()),
                        DemoPlaces.text(admin),
                        token);
        return Files.writeString(folder.resolve("linekeeper.yaml"), yaml);
    }
}
