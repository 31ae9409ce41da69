package org.linekeeper.app;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.linekeeper.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code linekeeper run}: the gateway, until TERM or INT. */
@Command(name = "run", description = "Runs the gateway. TERM waits for calls to end; INT, or a second TERM, does not.")
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    /** Longer than nearly every call; a process supervisor that is less patient kills anyway. */
    private static final Duration PATIENCE = Duration.ofHours(4);

    @Mixin
    private SettingsOption settings = new SettingsOption();

    private final CountDownLatch stop = new CountDownLatch(1);
    private final AtomicBoolean terminating = new AtomicBoolean();

    @Override
    public Integer call() throws InterruptedException {
        Optional<Settings> read = settings.read();
        if (read.isEmpty()) {
            return 2;
        }
        try (Gateway gateway = Gateway.start(read.get())) {
            LOG.info(
                    "Linekeeper {} runs as node {}; the admin port listens on {}:{}",
                    Version.current(),
                    read.get().node().name(),
                    read.get().admin().address().host(),
                    gateway.adminPort());
            Signals.handle("INT", stop::countDown);
            Signals.handle("TERM", () -> terminate(gateway));
            stop.await();
            LOG.info("Stopping");
        } catch (CannotStart e) {
            System.err.println("linekeeper cannot start: " + e.getMessage());
            return 1;
        }
        return 0;
    }

    private void terminate(Gateway gateway) {
        if (!terminating.compareAndSet(false, true)) {
            stop.countDown();
            return;
        }
        LOG.info("No new calls; waiting for those in progress. TERM once more stops at once");
        new Thread(
                        () -> {
                            gateway.drain(PATIENCE);
                            stop.countDown();
                        },
                        "drain")
                .start();
    }
}
