package org.linekeeper.loadtest.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** Starts everything, has the story told, and stops everything in the opposite order. */
public final class DemoRun implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final int LOG_LINES = 25;

    private final Screen screen;
    private final List<String> program;
    private final Path parent;
    private final boolean once;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final long began = System.nanoTime();
    private Optional<GatewayProcess> gateway = Optional.empty();
    private boolean keepFolder;
    private boolean closed;

    /** The demo keeps its files in a new folder below {@code parent}. */
    DemoRun(Screen screen, List<String> program, Path parent, boolean once) {
        this.screen = screen;
        this.program = program;
        this.parent = parent;
        this.once = once;
    }

    /**
     * Runs the demo.
     *
     * @param once end after the story; otherwise stay up until the process is told to end
     * @return the exit code
     */
    public static int onStandardOutput(boolean once) throws InterruptedException {
        Screen screen = Screen.ofStandardOutput(System.getenv());
        DemoRun run =
                new DemoRun(screen, GatewayProgram.command(), Path.of(System.getProperty("java.io.tmpdir")), once);
        Thread hook = new Thread(run::close, "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        int code = run.tell();
        if (code == 0 && !once) {
            screen.plain("");
            screen.plain("   Everything stays up. Ctrl-C stops it.");
            new CountDownLatch(1).await();
        }
        run.close();
        return code;
    }

    /** Starts and tells; 0 when everything happened. */
    int tell() throws InterruptedException {
        try {
            Path folder = Files.createTempDirectory(parent, "linekeeper-demo");
            stopLater(() -> deleteUnlessKept(folder));
            tell(folder);
            return 0;
        } catch (DemoFailure | IOException | GeneralSecurityException | IllegalStateException e) {
            failed(e);
            return 1;
        }
    }

    private void tell(Path folder) throws DemoFailure, IOException, GeneralSecurityException, InterruptedException {
        screen.plain(screen.ink(Screen.Ink.HEADING, "Linekeeper demo")
                + screen.dim("   all on loopback, nothing leaves this machine"));
        screen.heading("Around the gateway: DNS, a hosted PBX, the Teams side");
        DemoWorld world = DemoWorld.start(folder);
        stopLater(world);
        screen.good("DNS server      " + DemoPlaces.text(world.dns().address())
                + "   knows hosted.example and teams.example");
        screen.good("hosted PBX      " + DemoPlaces.text(world.pbx().edge())
                + "    challenges REGISTER and INVITE with 407, serves " + DemoWorld.SIP_DOMAIN);
        screen.good("Teams side      " + DemoPlaces.text(world.teams().address()) + "    mutual TLS, is called "
                + DemoWorld.TEAMS_HOST);

        AdminPort admin = startGateway(folder, world);
        DemoStory story = new DemoStory(screen, world, admin, folder);
        story.provision();
        story.located();
        story.registered();
        story.callFromPbx();
        story.callFromTeams();
        story.records();
        story.metrics();
        story.lawful();
        lookFurther(admin, folder);
        double seconds = (System.nanoTime() - began) / 1e9;
        screen.plain("");
        screen.good(screen.ink(
                Screen.Ink.GOOD, String.format(Locale.ROOT, "All of it happened, in %.1f seconds.", seconds)));
    }

    private AdminPort startGateway(Path folder, DemoWorld world) throws IOException, InterruptedException, DemoFailure {
        screen.heading("The gateway starts, as a process of its own");
        String token = UUID.randomUUID().toString().replace("-", "");
        InetSocketAddress http = DemoPlaces.at(DemoPlaces.GATEWAY, 8080);
        Path settings = GatewaySettings.write(folder, world, http, token);
        long start = System.nanoTime();
        GatewayProcess process = GatewayProcess.start(program, settings, folder);
        gateway = Optional.of(process);
        stopLater(process);
        AdminPort admin = new AdminPort(http, token);
        Waiting.until(START_LIMIT, "the gateway did not become ready", () -> ready(process, admin));
        long millis = (System.nanoTime() - start) / 1_000_000;
        screen.line(screen.dim(String.join(" ", process.command())));
        screen.good("process " + process.pid() + " is ready after " + millis + " ms");
        screen.line("PBX side   udp+tcp " + screen.name(DemoPlaces.text(world.sipListener())));
        screen.line(
                "Teams side tls     " + screen.name(DemoPlaces.text(world.tlsListener())) + "  as " + DemoWorld.TENANT);
        screen.line("admin port http    " + screen.name(DemoPlaces.text(http)));
        return admin;
    }

    private static Optional<Boolean> ready(GatewayProcess process, AdminPort admin)
            throws InterruptedException, DemoFailure {
        if (!process.running()) {
            throw new DemoFailure("the gateway ended with exit code " + process.exitCode());
        }
        try {
            return admin.get("/health/ready").status() == 200 ? Optional.of(true) : Optional.empty();
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }

    private void lookFurther(AdminPort admin, Path folder) {
        screen.heading("Look further");
        if (once) {
            screen.line(screen.dim("Run it without --once: it stays up, and these work with the token it shows."));
        }
        screen.line("TOKEN=" + admin.token());
        for (String path :
                List.of("/lines/ann/registration", "/pbxs/acme-hq/registration", "/calls", "/openapi.yaml")) {
            screen.line("curl -s -H \"Authorization: Bearer $TOKEN\" " + screen.name(admin.base() + path));
        }
        screen.line("curl -s -X DELETE -H \"Authorization: Bearer $TOKEN\" " + screen.name(admin.base() + "/lines/cleo")
                + screen.dim("   # unregisters at once"));
        if (!once) {
            screen.line(screen.dim("settings, log and call records: " + folder));
        }
    }

    /** Remembers what is to be stopped; when the demo is being stopped already, that happens at once. */
    private synchronized void stopLater(AutoCloseable started) {
        running.push(started);
        if (closed) {
            stopAll();
        }
    }

    private void failed(Exception why) {
        if (isClosed()) {
            return;
        }
        keepFolder = true;
        screen.plain("");
        screen.bad("Step " + screen.step() + " failed: " + why.getMessage());
        gateway.ifPresent(process -> {
            screen.plain("The last lines of the gateway's log, " + process.log() + ":");
            try {
                process.lastLines(LOG_LINES).forEach(line -> screen.plain("  | " + line));
            } catch (IOException e) {
                screen.plain("  (cannot be read: " + e.getMessage() + ")");
            }
        });
    }

    /** Stops what runs, the gateway first. Safe to call twice and from another thread. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        stopAll();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private void stopAll() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                screen.bad("could not stop everything: " + e);
            }
        }
    }

    private void deleteUnlessKept(Path folder) throws IOException {
        if (keepFolder) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
