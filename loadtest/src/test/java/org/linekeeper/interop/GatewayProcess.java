package org.linekeeper.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The gateway as people run it: a process with a settings file, a store and a record file. */
final class GatewayProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Path JAR = Path.of("../gateway-core/target/linekeeper/linekeeper.jar");

    private final GatewayPlace place;
    private final AdminClient admin;
    private ForeignProcess process;

    private GatewayProcess(GatewayPlace place, AdminClient admin, ForeignProcess process) {
        this.place = place;
        this.admin = admin;
        this.process = process;
    }

    /** Starts it and waits until it says that it is ready. */
    static GatewayProcess start(GatewayPlace place) {
        ForeignProcess process = launch(place);
        AdminClient admin = new AdminClient(place.admin(), GatewayPlace.TOKEN);
        process.awaitReady(admin::ready, START_LIMIT);
        return new GatewayProcess(place, admin, process);
    }

    /** Starts it and does not wait. */
    static ForeignProcess launch(GatewayPlace place) {
        place.writeSettings();
        return command(place.folder(), "run", "--config", place.settings().toString());
    }

    /** Runs any command of the program. */
    static ForeignProcess command(Path folder, String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseParallelGC",
                "-Xmx512m",
                "-Dio.netty.leakDetection.level=paranoid",
                "-jar",
                JAR.toAbsolutePath().normalize().toString()));
        command.addAll(List.of(words));
        return ForeignProcess.start("gateway", folder, command);
    }

    AdminClient admin() {
        return admin;
    }

    GatewayPlace place() {
        return place;
    }

    InetSocketAddress teamsListener() {
        return place.teams();
    }

    /** Pulls the plug. */
    void kill() {
        process.kill();
    }

    /** Starts it again with the same settings, store and records. */
    void restart() {
        process.close();
        process = launch(place);
        process.awaitReady(admin::ready, START_LIMIT);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Makes the JVM collect garbage, so that Netty's leak detector learns which buffers nobody released. */
    void collectGarbage() {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try (ForeignProcess collection = ForeignProcess.start(
                "jcmd", place.folder(), List.of(jcmd.toString(), Long.toString(process.pid()), "GC.run"))) {
            int exitCode = collection.awaitExit(Duration.ofSeconds(20));
            if (exitCode != 0) {
                throw new AssertionError("jcmd ended with " + exitCode + "\n" + collection.logTail(20));
            }
        }
    }

    /** Asks it to end and waits. */
    @Override
    public void close() {
        process.close();
    }

    /** Lines of its log that hold the text. */
    List<String> logLines(String text) {
        return lines(process.log()).stream().filter(line -> line.contains(text)).toList();
    }

    String logTail(int lines) {
        return process.logTail(lines);
    }

    /** The call records so far, one JSON object a line. */
    List<String> records() {
        return Files.exists(place.records()) ? lines(place.records()) : List.of();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
