package org.linekeeper.loadtest.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The gateway as people run it: a process with a settings file, its output in a log file. */
final class GatewayProcess implements AutoCloseable {
    private static final int STOP_SECONDS = 15;

    private final List<String> command;
    private final Path log;
    private final Process process;

    private GatewayProcess(List<String> command, Path log, Process process) {
        this.command = command;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts it.
     *
     * @param program what runs the gateway's command line; {@code run --config FILE} is added
     */
    static GatewayProcess start(List<String> program, Path settings, Path folder) throws IOException {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of("run", "--config", settings.toString()));
        Path log = folder.resolve("gateway.log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new GatewayProcess(command, log, process);
    }

    List<String> command() {
        return command;
    }

    Path log() {
        return log;
    }

    long pid() {
        return process.pid();
    }

    boolean running() {
        return process.isAlive();
    }

    int exitCode() {
        return process.exitValue();
    }

    List<String> lastLines(int count) throws IOException {
        if (!Files.exists(log)) {
            return List.of();
        }
        List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    /** TERM, then KILL when that does not end it in time. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
