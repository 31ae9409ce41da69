package org.linekeeper.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that the benchmark started, bound to one core. */
public final class Child implements AutoCloseable {
    private static final int STOP_SECONDS = 30;

    private final List<String> command;
    private final Path log;
    private final Process process;
    private final Instant startedAt;

    private Child(List<String> command, Path log, Process process, Instant startedAt) {
        this.command = command;
        this.log = log;
        this.process = process;
        this.startedAt = startedAt;
    }

    /**
     * Starts a program.
     *
     * @param core the only core that it may run on
     * @param log where its standard error goes, and its standard output unless that is spoken with
     * @param spokenWith whether {@link #in} and {@link #out} are used
     */
    public static Child start(int core, List<String> program, Path folder, Path log, boolean spokenWith)
            throws IOException {
        List<String> command = new ArrayList<>(List.of("taskset", "-c", Integer.toString(core)));
        command.addAll(program);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        if (!spokenWith) {
            builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        }
        Instant startedAt = Instant.now();
        return new Child(command, log, builder.start(), startedAt);
    }

    public List<String> command() {
        return command;
    }

    /** Just before the process was made. */
    public Instant startedAt() {
        return startedAt;
    }

    public long pid() {
        return process.pid();
    }

    /** This process and all below it. */
    public List<Long> pids() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(ProcessHandle::pid)
                .toList();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public BufferedReader out() {
        return process.inputReader(StandardCharsets.UTF_8);
    }

    public Writer in() {
        return process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Its log so far. */
    public List<String> logLines() throws IOException {
        return Files.exists(log)
                ? new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                        .lines()
                        .toList()
                : List.of();
    }

    /** The end of its log, for messages. */
    public String logTail() throws IOException {
        List<String> lines = logLines();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    }

    /** Pulls the plug (KILL) and waits until it is gone. */
    public void kill() {
        List<ProcessHandle> below = process.descendants().toList();
        process.destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
        await();
    }

    /** TERM, then KILL for what is left of it after half a minute. */
    @Override
    public void close() {
        if (!process.isAlive()) {
            return;
        }
        List<ProcessHandle> below = process.descendants().toList();
        process.destroy();
        if (!await()) {
            process.destroyForcibly();
        }
        below.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    }

    private boolean await() {
        try {
            return process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
