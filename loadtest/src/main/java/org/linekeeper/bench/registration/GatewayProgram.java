package org.linekeeper.bench.registration;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.linekeeper.bench.process.Commands;

/**
 * The packaged daemon and the Java that runs it.
 *
 * @param root the repository
 * @param javaHome a JDK
 * @param flags the JVM settings that ship as default, then those of the command line
 */
record GatewayProgram(Path root, Path javaHome, List<String> flags) {
    private static final Path JAR = Path.of("gateway-core", "target", "linekeeper", "linekeeper.jar");

    GatewayProgram {
        flags = List.copyOf(flags);
    }

    /** Asks {@code bin/lib/tools.sh} for the settings, so that they are the same as those of {@code bin/linekeeper}. */
    static GatewayProgram of(Path root, Path javaHome, String furtherFlags) throws IOException {
        Path java = javaHome.resolve("bin/java");
        String shipped = Commands.output(List.of(
                "bash",
                "-c",
                ". \"$1\"; jvm_flags \"$2\"",
                "bench",
                root.resolve("bin/lib/tools.sh").toString(),
                java.toString()));
        return new GatewayProgram(root, javaHome, words(shipped + " " + furtherFlags));
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+", -1));
    }

    List<String> run(Path settings) {
        List<String> command =
                new ArrayList<>(List.of(javaHome.resolve("bin/java").toString()));
        command.addAll(flags);
        command.addAll(List.of("-jar", root.resolve(JAR).toString(), "run", "--config", settings.toString()));
        return command;
    }

    String javaVersion() throws IOException {
        return Commands.output(List.of(javaHome.resolve("bin/java").toString(), "-version"))
                .lines()
                .skip(1)
                .findFirst()
                .orElse("unknown");
    }
}
