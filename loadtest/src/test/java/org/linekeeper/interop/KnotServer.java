package org.linekeeper.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Knot DNS, authoritative for {@code example.test}. */
final class KnotServer implements AutoCloseable {
    private final InetSocketAddress address;
    private final Path runFolder;
    private final ForeignProcess process;

    private KnotServer(InetSocketAddress address, Path runFolder, ForeignProcess process) {
        this.address = address;
        this.runFolder = runFolder;
        this.process = process;
    }

    /** Starts it with these lines of zone file, names relative to {@code example.test}. */
    static KnotServer start(Path folder, InetSocketAddress address, List<String> records) {
        Path home = folder.resolve("knot").toAbsolutePath();
        try {
            Files.createDirectories(home);
            // A UNIX socket's path holds 107 bytes at most, and the build may stand deep.
            Path run = Files.createTempDirectory("lk-knot");
            Files.writeString(home.resolve("example.test.zone"), zone(records));
            Files.writeString(home.resolve("knot.conf"), settings(home, run, address));
            ForeignProcess process = ForeignProcess.start(
                    "knot",
                    home,
                    List.of("knotd", "-c", home.resolve("knot.conf").toString()));
            process.awaitReady(() -> DnsProbe.answers(address, "ns.example.test"), Duration.ofSeconds(10));
            return new KnotServer(address, run, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    InetSocketAddress address() {
        return address;
    }

    String logTail(int lines) {
        return process.logTail(lines);
    }

    @Override
    public void close() {
        process.close();
        try {
            Files.deleteIfExists(runFolder.resolve("knot.pid"));
            Files.deleteIfExists(runFolder.resolve("knot.sock"));
            Files.deleteIfExists(runFolder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String zone(List<String> records) {
        return """
                $ORIGIN example.test.
                $TTL 5
                @   SOA ns hostmaster 1 3600 600 86400 5
                @   NS  ns
                ns  A   127.0.0.1
                """ + String.join("\n", records) + "\n";
    }

    private static String settings(Path home, Path run, InetSocketAddress address) {
        return """
                server:
                    rundir: "%s"
                    listen: %s@%d
                    udp-workers: 1
                    tcp-workers: 1
                    background-workers: 1
                log:
                  - target: stderr
                    any: info
                database:
                    storage: "%s"
                zone:
                  - domain: example.test
                    storage: "%s"
                    file: example.test.zone
                """.formatted(run, address.getAddress().getHostAddress(), address.getPort(), home.resolve("db"), home);
    }
}
