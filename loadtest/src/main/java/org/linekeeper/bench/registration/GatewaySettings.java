package org.linekeeper.bench.registration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.linekeeper.bench.gateway.TlsSite;

/** The settings file of the gateway under test: that of a small installation, with the pace left to the in-flight window. */
final class GatewaySettings {
    static final String TOKEN = "bench-reads-metrics";

    /** In flight in the beginning, as is the default. */
    private static final int START = 32;

    private GatewaySettings() {}

    static Path write(Path folder, Path store, Setup setup) throws IOException {
        Places places = setup.places();
        String yaml = """
                node:
                  name: bench
                sip:
                  listeners:
                    - {name: pbx-udp, side: pbx, transport: udp, address: "%1$s"}
                    - {name: pbx-tcp, side: pbx, transport: tcp, address: "%1$s"}
                    - {name: teams-tcp, side: teams, transport: tcp, address: "%2$s"}
                %8$s
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
                peers:
                  optionsInterval: 0s
                """.formatted(
                        places.gatewayAt(Places.SIP),
                        places.gatewayAt(Places.TEAMS),
                        places.gatewayAt(Places.ADMIN),
                        TOKEN,
                        store,
                        setup.window(),
                        Math.min(setup.window(), START),
                        setup.link().tls().map(tls -> ofTls(tls, places)).orElse(""));
        return Files.writeString(folder.resolve("linekeeper.yaml"), yaml);
    }

    /** The end of the listeners, and where the target's name is known. */
    private static String ofTls(TlsSite tls, Places places) {
        return """
                    - {name: pbx-tls, side: pbx, transport: tls, address: "%s", tls: %s}
                dns:
                  servers: ["%s"]
                """.formatted(places.gatewayAt(Places.TLS), tls.listenerSettings(), tls.dns());
    }
}
