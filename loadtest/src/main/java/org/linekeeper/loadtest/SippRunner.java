package org.linekeeper.loadtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** Starts SIPp (Debian package {@code sip-tester}), each run in a folder of its own below one work folder. */
public final class SippRunner {
    private static final Duration READY_LIMIT = Duration.ofSeconds(5);

    private final Path work;

    /**
     * Makes a runner.
     *
     * @param work where the folders of the runs go; created when missing
     */
    public SippRunner(Path work) {
        this.work = work;
    }

    /** Starts SIPp. One that waits for calls is ready to take them when this returns. The caller closes the run. */
    public SippRun start(SippCommand command) throws IOException {
        Path folder = Files.createDirectories(
                work.resolve("sipp-" + UUID.randomUUID().toString().substring(0, 8)));
        ProcessBuilder builder = new ProcessBuilder(command.words(SippRun.statistics(folder), SippRun.errors(folder)));
        builder.directory(folder.toFile());
        builder.redirectErrorStream(true);
        builder.redirectOutput(SippRun.console(folder).toFile());
        // SIPp draws its screens with curses and does not start without a terminal type.
        builder.environment().put("TERM", "xterm");
        SippRun run = new SippRun(builder.start(), folder, command.load().timeout());
        if (command.remote().isEmpty()) {
            awaitListening(run, command);
        }
        return run;
    }

    private static void awaitListening(SippRun run, SippCommand command) throws IOException {
        long deadline = System.nanoTime() + READY_LIMIT.toNanos();
        while (run.running() && System.nanoTime() < deadline) {
            boolean ready = command.transport().startsWith("u")
                    ? ListeningSockets.udp(command.local())
                    : ListeningSockets.tcp(command.local());
            if (ready) {
                return;
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    /** Runs SIPp to its end. */
    public SippResult run(SippCommand command) throws IOException, InterruptedException {
        try (SippRun run = start(command)) {
            return run.await();
        }
    }
}
