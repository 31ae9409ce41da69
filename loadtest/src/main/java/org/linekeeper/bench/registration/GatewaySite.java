package org.linekeeper.bench.registration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.linekeeper.bench.gateway.AdminApi;
import org.linekeeper.bench.gateway.Gateway;
import org.linekeeper.bench.process.BenchFailure;
import org.linekeeper.bench.process.Waiting;

/**
 * A folder with settings and a filled store, from which the gateway can be started again and again.
 *
 * @param lines how many the store holds
 */
record GatewaySite(Setup setup, Path folder, Path settings, int lines) {
    /** Makes the folder, or takes the one that is there: what the gateway knew of its lines stays then. */
    static GatewaySite with(Setup setup, int lines) throws IOException, BenchFailure {
        return in("gateway-" + lines, setup, lines);
    }

    /** The same by another name. */
    static GatewaySite in(String name, Setup setup, int lines) throws IOException, BenchFailure {
        Path folder = setup.work().folder(name);
        Path store = folder.resolve("linekeeper.db");
        if (!Files.exists(store)) {
            StoreFill.fill(store, lines, setup.link());
        }
        Path settings = GatewaySettings.write(folder, store, setup);
        return new GatewaySite(setup, folder, settings, lines);
    }

    Gateway start() throws IOException {
        return setup.stage()
                .add(Gateway.start(
                        setup.stage(),
                        setup.program(),
                        folder,
                        settings,
                        new AdminApi(setup.places().gatewayAt(Places.ADMIN), GatewaySettings.TOKEN)));
    }

    /** Waits until the target has accepted every line since its mark. */
    void awaitAll(Gateway gateway, Target target) throws IOException, BenchFailure, InterruptedException {
        Waiting.until(
                Duration.ofSeconds(90 + lines / 500),
                "not all lines are registered",
                () -> {
                    gateway.mustLive();
                    return target.linesRegistered();
                },
                registered -> registered >= lines);
    }
}
