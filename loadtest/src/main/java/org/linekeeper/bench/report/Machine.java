package org.linekeeper.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.linekeeper.bench.process.Commands;

/** The machine of a run, for the reader of its figures. */
public final class Machine {
    private Machine() {}

    public static Map<String, String> facts() throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("cpu", field(Path.of("/proc/cpuinfo"), "model name"));
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("memory", field(Path.of("/proc/meminfo"), "MemTotal"));
        facts.put("system", field(Path.of("/etc/os-release"), "PRETTY_NAME"));
        facts.put("kernel", System.getProperty("os.version", ""));
        facts.put("loadBefore", Files.readString(Path.of("/proc/loadavg")).strip());
        return facts;
    }

    /** Which sources a folder holds, when git can say. */
    public static String commit(Path root) {
        try {
            return Commands.output(List.of("git", "-C", root.toString(), "describe", "--always", "--dirty"))
                    .strip();
        } catch (IOException withoutGit) {
            return "unknown";
        }
    }

    private static String field(Path file, String name) throws IOException {
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(name)) {
                return line.substring(name.length())
                        .replaceFirst("^\\s*[:=]\\s*", "")
                        .replace("\"", "");
            }
        }
        return "unknown";
    }
}
