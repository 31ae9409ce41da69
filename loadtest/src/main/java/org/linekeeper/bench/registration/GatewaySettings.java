package org.linekeeper.bench.registration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The settings file of the gateway under test: that of a small installation, with the pace left to the in-flight window. */
final class GatewaySettings {
    static final String TOKEN = "bench-reads-metrics";

    /** In flight in the beginning, as is the default. */
    private static final int START = 32;

    private GatewaySettings() {}

    /**
     * @param window REGISTERs in flight at the target, when it answers well
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
                  startInFlightPerTarget: %7$d
                  maxInFlightPerTarget: %6$d
                  maxPerSecond: unlimited
                """.formatted(
                        places.gatewayAt(Places.SIP),
                        places.gatewayAt(Places.TEAMS),
                        places.gatewayAt(Places.ADMIN),
                        TOKEN,
                        store,
                        window,
                        Math.min(window, START));
        return Files.writeString(folder.resolve("linekeeper.yaml"), yaml);
    }
}
