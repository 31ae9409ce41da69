package org.linekeeper.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The authoritative DNS server of the Debian package {@code knot}, as a process of this test on a loopback address. */
final class Knot {
    private static final Path KNOTD = Path.of("/usr/sbin/knotd");

    private final Path home;
    private final InetSocketAddress address;
    private Process process;

    private Knot(Path home, InetSocketAddress address) {
        this.home = home;
        this.address = address;
    }

    /**
     * @param zones file content by domain
     * @param broken domains that are configured but whose file is missing: knotd answers SERVFAIL
     */
    static Knot start(Path home, String host, Map<String, String> zones, List<String> broken) throws IOException {
        assertThat(KNOTD)
                .withFailMessage("%s is missing; bin/test installs it, or: apt-get install knot", KNOTD)
                .isExecutable();
        Knot knot = new Knot(home, freePort(host));
        StringBuilder config = new StringBuilder("""
                        server:
                            rundir: "%1$s"
                            listen: [ %2$s@%3$d ]
                            udp-workers: 1
                            tcp-workers: 1
                            background-workers: 1
                        database:
                            storage: "%1$s/db"
                        log:
                          - target: stderr
                            any: info
                        template:
                          - id: default
                            storage: "%1$s"
                            journal-content: none
                            zonefile-load: whole
                            zonefile-sync: -1
                        zone:
                        """.formatted(home, host, knot.address.getPort()));
        for (Map.Entry<String, String> zone : zones.entrySet()) {
            Files.writeString(home.resolve(zone.getKey() + ".zone"), zone.getValue());
            config.append("  - domain: %1$s\n    file: %1$s.zone\n".formatted(zone.getKey()));
        }
        broken.forEach(domain -> config.append("  - domain: %1$s\n    file: %1$s.missing\n".formatted(domain)));
        Files.writeString(home.resolve("knot.conf"), config);
        knot.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> knot.process.destroy(), "stop-knotd"));
        return knot;
    }

    InetSocketAddress address() {
        return address;
    }

    void start() throws IOException {
        Path out = home.resolve("knotd.log");
        long starts = read(out).lines().filter(Knot::isStarted).count();
        process = new ProcessBuilder(
                        KNOTD.toString(), "-c", home.resolve("knot.conf").toString())
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
                .start();
        await("knotd is up")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .failFast(() -> assertThat(process.isAlive())
                        .withFailMessage(() -> "knotd ended: " + read(out))
                        .isTrue())
                .until(() -> read(out).lines().filter(Knot::isStarted).count() > starts);
    }

    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private static boolean isStarted(String line) {
        return line.contains("server started");
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress freePort(String host) throws IOException {
        InetAddress address = InetAddress.getByName(host);
        try (ServerSocket tcp = new ServerSocket(0, 1, address);
                DatagramSocket udp = new DatagramSocket(tcp.getLocalPort(), address)) {
            return new InetSocketAddress(address, udp.getLocalPort());
        }
    }
}
