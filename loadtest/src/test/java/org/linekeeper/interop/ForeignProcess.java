package org.linekeeper.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A program of its own process: its output goes to a log file, and it is stopped by its process id. */
final class ForeignProcess implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final String name;
    private final Path log;
    private final Process process;
    private final Thread atExit;

    private ForeignProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
        this.atExit = new Thread(this::destroyTree, "stop " + name);
    }

    /** Starts the command in {@code folder}; its output is appended to {@code folder/name.log}. */
    static ForeignProcess start(String name, Path folder, List<String> command) {
        Path log = folder.resolve(name + ".log");
        try {
            Files.createDirectories(folder);
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            ForeignProcess started = new ForeignProcess(name, log, process);
            Runtime.getRuntime().addShutdownHook(started.atExit);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        }
    }

    /** Waits until the probe says yes; fails with the end of the log when that takes too long or the program ends. */
    ForeignProcess awaitReady(BooleanSupplier probe, Duration limit) {
        try {
            Awaitility.await(name + " to be ready")
                    .atMost(limit)
                    .pollInterval(Duration.ofMillis(50))
                    .failFast(name + " ended", () -> !process.isAlive())
                    .until(probe::getAsBoolean);
            return this;
        } catch (ConditionTimeoutException | org.awaitility.core.TerminalFailureException e) {
            String tail = logTail(40);
            close();
            throw new AssertionError(name + " is not ready: " + e.getMessage() + "\n" + tail, e);
        }
    }

    /** Waits for the program to end by itself and gives its exit code. */
    int awaitExit(Duration limit) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String tail = logTail(40);
        close();
        throw new AssertionError(name + " still runs after " + limit + "\n" + tail);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    Path log() {
        return log;
    }

    /** Ends it as a power cut would (SIGKILL). */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
        removeHook();
    }

    /** Asks it to end (SIGTERM), then insists. */
    @Override
    public void close() {
        destroyTree();
        removeHook();
    }

    /** The last lines of its log, with a heading. */
    String logTail(int lines) {
        try {
            List<String> all =
                    Files.readString(log, StandardCharsets.ISO_8859_1).lines().toList();
            return "--- " + log + " ---\n"
                    + String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            return "--- " + log + " cannot be read: " + e;
        }
    }

    private void destroyTree() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        if (!awaitEnd()) {
            process.destroyForcibly();
            awaitEnd();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private boolean awaitEnd() {
        try {
            return process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException shuttingDown) {
            atExit.setName("stopped " + name);
        }
    }
}
