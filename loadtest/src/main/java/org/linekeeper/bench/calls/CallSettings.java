package org.linekeeper.bench.calls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.linekeeper.bench.gateway.TlsSite;

/** The settings file of the gateway under test: no limit but the machine. */
final class CallSettings {
    static final String TOKEN = "bench-reads-metrics";
    static final String RECORDS = "cdr.jsonl";

    private CallSettings() {}

    static Path write(Path folder, CallPlaces places, TeamsSide teams) throws IOException {
        String teamsListener = teams.tls()
                .map(site -> ofTls(site, places))
                .orElse("    - {name: teams-udp, side: teams, transport: udp, address: \"%s\"}"
                        .formatted(CallPlaces.text(places.gatewayAt(CallPlaces.TEAMS))));
        String yaml = """
                node:
                  name: bench
                sip:
                  listeners:
                    - {name: pbx-udp, side: pbx, transport: udp, address: "%s"}
                %s
                admin:
                  address: "%s"
                  tokens:
                    - {name: bench, token: %s}
                store:
                  path: linekeeper.db
                cdr:
                  path: %s
                call:
                  maxCalls: 1000000
                  maxPerSecond: 100000
                peers:
                  # SIPp takes an OPTIONS for a call that went wrong.
                  optionsInterval: 0s
                """.formatted(
                        CallPlaces.text(places.gatewayAt(CallPlaces.SIP)),
                        teamsListener,
                        CallPlaces.text(places.gatewayAt(CallPlaces.ADMIN)),
                        TOKEN,
                        RECORDS);
        return Files.writeString(folder.resolve("linekeeper.yaml"), yaml);
    }

    /** The end of the listeners, and where the name of the SBC is known. */
    private static String ofTls(TlsSite site, CallPlaces places) {
        return """
                    - {name: teams-tls, side: teams, transport: tls, address: "%s", tls: %s}
                dns:
                  servers: ["%s"]""".formatted(CallPlaces.text(places.gatewayAt(CallPlaces.TLS)), site.listenerSettings(), site.dns());
    }
}
