package org.linekeeper.bench.registration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The settings file of the gateway under test: that of a small installation, with the pace left to the in-flight window. */
final class GatewaySettings {
    static final String TOKEN = "bench-reads-metrics";

    private GatewaySettings() {}

    /**
     * @param window REGISTERs in flight at the target
     */
    static Path write(Path folder, Path store, String address, int window) throws IOException {
        String yaml = """
                node:
                  name: bench
                sip:
                  listeners:
                    - {name: pbx-udp, side: pbx, transport: udp, address: "%1$s:%2$d"}
                    - {name: pbx-tcp, side: pbx, transport: tcp, address: "%1$s:%2$d"}
                    - {name: teams-tcp, side: teams, transport: tcp, address: "%1$s:%3$d"}
                admin:
                  address: "%1$s:%4$d"
                  tokens:
                    - {name: bench, token: %5$s}
                store:
                  path: %6$s
                cdr:
                  path: cdr.jsonl
                registration:
                  maxInFlightPerTarget: %7$d
                  maxPerSecond: 100000
                """.formatted(address, Places.SIP, Places.TEAMS, Places.ADMIN, TOKEN, store, window);
        return Files.writeString(folder.resolve("linekeeper.yaml"), yaml);
    }
}
