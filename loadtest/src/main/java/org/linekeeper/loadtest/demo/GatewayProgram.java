package org.linekeeper.loadtest.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What starts the gateway: as told by property or environment, or the jar that this repository built. */
final class GatewayProgram {
    private static final String PROPERTY = "linekeeper.gateway.command";
    private static final String VARIABLE = "LINEKEEPER_GATEWAY_COMMAND";
    private static final Path JAR = Path.of("gateway-core", "target", "linekeeper", "linekeeper.jar");

    private GatewayProgram() {}

    static List<String> command() {
        String told = System.getProperty(PROPERTY, System.getenv().getOrDefault(VARIABLE, ""));
        if (!told.isBlank()) {
            return List.of(told.trim().split("\\s+"));
        }
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseParallelGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-jar",
                home().resolve(JAR).toString());
    }

    /** The repository: as told, or the nearest folder above the working directory that holds the jar. */
    private static Path home() {
        String told = System.getProperty("linekeeper.home", "");
        if (!told.isEmpty()) {
            return Path.of(told);
        }
        Path here = Path.of("").toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve(JAR))) {
                return folder;
            }
        }
        return here;
    }
}
