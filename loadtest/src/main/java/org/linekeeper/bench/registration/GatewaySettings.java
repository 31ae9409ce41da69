package org.linekeeper.bench.registration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The settings file of the gateway under test: that of a small installation, with the pace left to the in-flight window. */
final class GatewaySettings {
    private static final String TOKEN = "bench-reads-metrics";

    private GatewaySettings() {}

    /**
     * @param window REGISTERs in flight at the target
     */
    static Path write(Path folder, Path store, Places places, int window) throws IOException {
        String yaml = """
                node:
                  name: bench
                sip:
                  listeners:
                    - {name: pbx-udp, side: pbx, transport: udp, address: "%1$s"}
                    - {name: pbx-tcp, side: pbx, transport: tcp, address: "%1$s"}
                    - {name: teams-tcp, side: teams, transport: tcp, address: "%2$s"}
                admin:
                  address: "%3$s"
                  tokens:
                    - {name: bench, token: %4$s}
                store:
                  path: %5$s
                cdr:
                  path: cdr.jsonl
                registration:
                  maxInFlightPerTarget: %6$d
                  maxPerSecond: 100000
                """.formatted(
                        places.gatewayAt(Places.SIP),
                        places.gatewayAt(Places.TEAMS),
                        places.gatewayAt(Places.ADMIN),
                        TOKEN,
                        store,
                        window);
        return Files.writeString(folder.resolve("linekeeper.yaml"), yaml);
    }
}
