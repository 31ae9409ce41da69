package org.linekeeper.bench.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Small programs that are run to their end. */
public final class Commands {
    private static final int PATIENCE_SECONDS = 300;

    private Commands() {}

    /**
     * Runs a program and takes what it prints.
     *
     * @throws IOException when it is not there, does not end or does not end well; with what it said
     */
    public static String output(List<String> command) throws IOException {
        return output(command, ProcessBuilder.Redirect.PIPE);
    }

    /** As {@link #output(List)}, with a file as its standard input. */
    public static String output(List<String> command, Path input) throws IOException {
        return output(command, ProcessBuilder.Redirect.from(input.toFile()));
    }

    private static String output(List<String> command, ProcessBuilder.Redirect input) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(input)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command.get(0) + " did not end");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(command.get(0) + " was interrupted", e);
        }
        if (process.exitValue() != 0) {
            throw new IOException(command.get(0) + " ended with " + process.exitValue() + ": " + text);
        }
        return text;
    }
}
