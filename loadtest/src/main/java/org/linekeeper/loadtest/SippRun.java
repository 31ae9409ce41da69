package org.linekeeper.loadtest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One SIPp at work. Closing it ends the process, by its own id, when it still runs. */
public final class SippRun implements AutoCloseable {
    private static final int ERROR_LINES = 40;

    private final Process process;
    private final Path folder;
    private final Duration bound;

    SippRun(Process process, Path folder, Duration bound) {
        this.process = process;
        this.folder = folder;
        this.bound = bound;
    }

    public long pid() {
        return process.pid();
    }

    public boolean running() {
        return process.isAlive();
    }

    /** Waits for SIPp to end; at most its own timeout and five seconds, then it is ended. */
    public SippResult await() throws InterruptedException, IOException {
        if (!process.waitFor(bound.toMillis() + 5_000, TimeUnit.MILLISECONDS)) {
            close();
        }
        SippStatistics seen = SippStatistics.parse(lines(statistics(folder)));
        List<String> errors = new ArrayList<>();
        if (process.exitValue() != 0) {
            lines(errors(folder)).stream().limit(ERROR_LINES).forEach(errors::add);
            List<String> console = lines(console(folder));
            errors.addAll(console.subList(Math.max(0, console.size() - ERROR_LINES), console.size()));
        }
        return new SippResult(
                process.exitValue(), seen.calls(), seen.successful(), seen.failed(), seen.retransmissions(), errors);
    }

    /** What SIPp printed and its trace files are in this folder. */
    public Path folder() {
        return folder;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    static Path statistics(Path folder) {
        return folder.resolve("statistics.csv");
    }

    static Path errors(Path folder) {
        return folder.resolve("errors.log");
    }

    static Path console(Path folder) {
        return folder.resolve("console.log");
    }

    private static List<String> lines(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        // SIPp quotes the bytes of messages: any byte must be readable.
        return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    }
}
