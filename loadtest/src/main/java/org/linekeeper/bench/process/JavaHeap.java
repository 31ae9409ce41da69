package org.linekeeper.bench.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The live heap of another JVM, by its JDK's {@code jcmd}. */
public final class JavaHeap {
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+[0-9]+\\s+([0-9]+)");
    private static final int PATIENCE_SECONDS = 120;

    private JavaHeap() {}

    /** Lets it collect its garbage; what is left, in bytes, and the classes that hold most of it. */
    public static Live live(Path javaHome, long pid) throws IOException {
        Process jcmd = new ProcessBuilder(
                        javaHome.resolve("bin/jcmd").toString(), Long.toString(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String text = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!jcmd.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                jcmd.destroyForcibly();
            }
        } catch (InterruptedException e) {
            jcmd.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        return read(text);
    }

    static Live read(String histogram) throws IOException {
        Matcher matcher = TOTAL.matcher(histogram);
        if (!matcher.find()) {
            throw new IOException(
                    "no class histogram came: " + histogram.lines().findFirst().orElse("nothing"));
        }
        List<String> top = histogram
                .lines()
                .filter(line -> line.matches("\\s*[0-9]+:\\s.*"))
                .limit(25)
                .map(line -> line.strip().replaceAll("\\s+", " "))
                .toList();
        return new Live(Long.parseLong(matcher.group(1)), top);
    }

    /**
     * A live heap.
     *
     * @param bytes all of it
     * @param largest lines of the histogram: rank, instances, bytes, class
     */
    public record Live(long bytes, List<String> largest) {
        public Live {
            largest = List.copyOf(largest);
        }
    }
}
