package org.linekeeper.bench.registration;

import java.io.IOException;
import java.time.Duration;
import org.linekeeper.bench.gateway.AdminApi;
import org.linekeeper.bench.gateway.Gateway;
import org.linekeeper.bench.process.BenchFailure;

/**
 * The target serves a gateway that nobody measures, before the one that counts: with requests of a client of its own its compiler
 * has not seen the paths that those of a gateway take, and was half of what the target cost in the first registration.
 */
final class TargetRehearsal {
    private static final String FOLDER = "rehearsal";
    private static final Duration STEP = Duration.ofSeconds(100);

    private TargetRehearsal() {}

    static void run(Setup setup, Target target) throws IOException, BenchFailure, InterruptedException {
        GatewaySite site = GatewaySite.in(FOLDER, setup, setup.lines());
        target.forget();
        target.grant(Refreshes.LONG_GRANT);
        try (Gateway gateway = site.start()) {
            site.awaitAll(gateway, target);
            AdminApi.NewExpires change = gateway.api().newExpires(StoreFill.PBX, STEP);
            target.mark();
            change.order();
            site.awaitAll(gateway, target);
            gateway.kill();
        }
    }
}
