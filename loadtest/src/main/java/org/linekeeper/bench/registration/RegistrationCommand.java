package org.linekeeper.bench.registration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.linekeeper.bench.gateway.GatewayProgram;
import org.linekeeper.bench.process.BenchFailure;
import org.linekeeper.bench.process.Stage;
import org.linekeeper.bench.process.Work;
import org.linekeeper.bench.report.Machine;
import org.linekeeper.bench.report.Outcome;
import org.linekeeper.config.model.Transport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bin/bench registration}. */
@Command(
        name = "registration",
        description = "Registers many lines at a registrar of ours, and tells what that costs.",
        mixinStandardHelpOptions = true)
public final class RegistrationCommand implements Callable<Integer> {
    /** After so many registrations the target's code is compiled. */
    private static final int WARM_UP = 200_000;

    @Option(names = "--lines", description = "how many (default: ${DEFAULT-VALUE})")
    private int lines = 100_000;

    @Option(names = "--peer", paramLabel = "kamailio", description = "what to hold it against, in the same run")
    private @Nullable String peer;

    @Option(names = "--transport", description = "udp, tcp or tls, the latter over IPv4 (default: ${DEFAULT-VALUE})")
    private String transport = "udp";

    @Option(names = "--json", paramLabel = "FILE", description = "where the figures go; the picture beside it as .svg")
    private @Nullable Path json;

    @Option(names = "--check", description = "exit code 1 when a bar is missed")
    private boolean check;

    @Option(names = "--first-only", description = "ends after the first registration of all lines")
    private boolean firstOnly;

    @Option(
            names = "--spread-refresh",
            description = "refreshes that come by themselves at expires 60, instead of all at once by order")
    private boolean spreadRefresh;

    @Option(names = "--growth", description = "how time and memory grow with the lines, instead of the usual figures")
    private boolean growth;

    @Option(
            names = "--growth-sizes",
            split = ",",
            description = "numbers of lines for --growth, rising (default: ${DEFAULT-VALUE})",
            defaultValue = "10000,100000,1000000")
    private List<Integer> growthSizes = List.of();

    @Option(
            names = "--refresh-load",
            description = "how refreshes are spread at expires 60 for some minutes, instead of the usual figures")
    private boolean refreshLoad;

    @Option(names = "--minutes", description = "how long --refresh-load lasts (default: ${DEFAULT-VALUE})")
    private int minutes = 10;

    @Option(names = "--ipv6", description = "gateway and target at ::1; without a peer")
    private boolean ipv6;

    @Option(
            names = "--window",
            description = "REGISTERs that the gateway may have in flight (default: ${DEFAULT-VALUE})")
    private int window = 256;

    @Option(
            names = "--jdk",
            paramLabel = "FOLDER",
            description = "the JDK that runs the gateway (default: that of bench)")
    private Path jdk = Path.of(System.getProperty("java.home"));

    @Option(names = "--java-opts", description = "further JVM settings of the gateway, as one word")
    private String javaOpts = "";

    @Option(
            names = "--network",
            description = "the first three octets of the loopback addresses to use (default: ${DEFAULT-VALUE})")
    private String network = "127.0.77";

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (lines < 100 || lines > 5_000_000 || (peer != null && !peer.equals("kamailio"))) {
            System.err.println("bench: --lines from 100 to 5,000,000; --peer kamailio");
            return 2;
        }
        if (!transport.matches("udp|tcp|tls")
                || (ipv6 && transport.equals("tls"))
                || (peer != null && (ipv6 || !transport.equals("udp")))) {
            System.err.println(
                    "bench: --transport udp, tcp or tls; the last over IPv4, and a peer only with UDP over IPv4");
            return 2;
        }
        Outcome outcome = new Outcome(String.format(
                Locale.ROOT, "Registration of %,d lines over %s", lines, transport.toUpperCase(Locale.ROOT)));
        Map<String, String> machine = Machine.facts();
        Instant startedAt = Instant.now();
        try (Stage stage = new Stage()) {
            Path root = Path.of(System.getProperty("linekeeper.home", "."));
            Places places = ipv6 ? Places.onIpv6() : Places.on(network);
            GatewayProgram program = GatewayProgram.packaged(root, jdk, growth ? "-Xmx4g " + javaOpts : javaOpts);
            Work work = stage.add(Work.create());
            Link link = Link.over(Transport.valueOf(transport.toUpperCase(Locale.ROOT)), stage, work, places);
            Setup setup = new Setup(stage, work, program, places, link, lines, window);
            outcome.detail("gateway", Machine.commit(root));
            outcome.detail("java", program.javaVersion());
            outcome.figures().put(Measures.LINES, mostLines());
            measure(setup, outcome);
        } catch (BenchFailure e) {
            System.err.println("bench: " + e.getMessage());
            return 1;
        }
        System.out.print(outcome.figures().table());
        if (json != null) {
            write(json, outcome, machine, startedAt);
        }
        return check && !outcome.figures().allMet() ? 1 : 0;
    }

    private void measure(Setup setup, Outcome outcome) throws IOException, BenchFailure, InterruptedException {
        Path folder = setup.work().folder("target");
        Target target = setup.stage()
                .add(Target.start(setup.stage(), folder, setup.places(), setup.link(), mostLines(), WARM_UP));
        outcome.detail("targetCommand", target.command());
        if (growth) {
            GrowthScenario.run(setup, target, outcome, growthSizes);
            return;
        }
        if (refreshLoad) {
            RefreshLoadScenario.run(setup, target, outcome, Duration.ofMinutes(minutes));
            return;
        }
        TargetRehearsal.run(setup, target);
        GatewayScenario.run(setup, target, outcome, then());
        if (peer != null) {
            PeerScenario.run(setup, target, outcome);
        }
    }

    private GatewayScenario.Then then() {
        if (firstOnly) {
            return GatewayScenario.Then.NOTHING;
        }
        return spreadRefresh ? GatewayScenario.Then.SPREAD_REFRESH : GatewayScenario.Then.ORDERED_REFRESH;
    }

    private int mostLines() {
        return growth ? growthSizes.stream().mapToInt(Integer::intValue).max().orElse(lines) : lines;
    }

    private static void write(Path file, Outcome outcome, Map<String, String> machine, Instant startedAt)
            throws IOException {
        outcome.write(file, machine, startedAt);
        String name = file.getFileName().toString().replaceFirst("\\.json$", "") + ".svg";
        Files.write(file.resolveSibling(name), List.of(outcome.chart().svg()), StandardCharsets.UTF_8);
    }
}
