package org.linekeeper.bench.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.linekeeper.bench.process.Commands;

/**
 * The gateway's program and the Java that runs it.
 *
 * @param javaHome a JDK
 * @param arguments what Java is given before the gateway's own arguments
 */
public record GatewayProgram(Path javaHome, List<String> arguments) {
    private static final Path JAR = Path.of("gateway-core", "target", "linekeeper", "linekeeper.jar");

    public GatewayProgram {
        arguments = List.copyOf(arguments);
    }

    /**
     * The packaged daemon, with the JVM settings that {@code bin/lib/tools.sh} gives to {@code bin/linekeeper} too.
     *
     * @param root the repository
     * @param furtherFlags of the JVM, parted by spaces
     */
    public static GatewayProgram packaged(Path root, Path javaHome, String furtherFlags) throws IOException {
        Path tools = root.resolve("bin/lib/tools.sh");
        Path java = javaHome.resolve("bin/java");
        Path jar = root.resolve(JAR);
        String shipped = Commands.output(List.of(
                "bash",
                "-c",
                ". \"$1\"; make_jvm_archive \"$2\" \"$3\"; jvm_flags \"$2\" \"$3\"",
                "bench",
                tools.toString(),
                java.toString(),
                jar.resolveSibling("").toString()));
        List<String> arguments = new ArrayList<>(shipped.lines().toList());
        if (!furtherFlags.isBlank()) {
            arguments.addAll(List.of(furtherFlags.strip().split("\\s+", -1)));
        }
        arguments.addAll(List.of("-jar", jar.toString()));
        return new GatewayProgram(javaHome, arguments);
    }

    public List<String> run(Path settings) {
        List<String> command =
                new ArrayList<>(List.of(javaHome.resolve("bin/java").toString()));
        command.addAll(arguments);
        command.addAll(List.of("run", "--config", settings.toString()));
        return command;
    }

    public String javaVersion() throws IOException {
        return Commands.output(List.of(javaHome.resolve("bin/java").toString(), "-version"))
                .lines()
                .skip(1)
                .findFirst()
                .orElse("unknown");
    }
}
