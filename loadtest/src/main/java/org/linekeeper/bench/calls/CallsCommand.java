package org.linekeeper.bench.calls;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.linekeeper.bench.gateway.GatewayProgram;
import org.linekeeper.bench.process.BenchFailure;
import org.linekeeper.bench.process.Stage;
import org.linekeeper.bench.report.Machine;
import org.linekeeper.bench.report.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bin/bench calls}. */
@Command(
        name = "calls",
        description = "Plays calls through the gateway and tells what that costs.",
        mixinStandardHelpOptions = true)
public final class CallsCommand implements Callable<Integer> {
    @Option(names = "--rate", description = "calls a second, or auto for the highest that succeeds (default: auto)")
    private String rate = "auto";

    @Option(names = "--seconds", description = "how long each load lasts (default: ${DEFAULT-VALUE})")
    private int seconds = 10;

    @Option(
            names = "--parts",
            split = ",",
            description = "what to measure, of delay, cpu, held, overload, cold and tls (default: all)",
            defaultValue = "delay,cpu,held,overload,cold,tls")
    private List<CallPart> parts = List.of();

    @Option(
            names = "--tls",
            description = "the usual figures but the delay with TLS towards Teams, and cpuMicrosPerCallTls for CPU")
    private boolean tls;

    @Option(
            names = "--generator",
            description = "who places and answers calls: sipp, own, or auto for SIPp as far as it can"
                    + " (default: ${DEFAULT-VALUE})")
    private CallGenerator generator = CallGenerator.auto;

    @Option(names = "--held", description = "calls in progress when memory is looked at (default: ${DEFAULT-VALUE})")
    private int held = 5_000;

    @Option(
            names = "--warm-up",
            description = "seconds of calls before anything is measured (default: ${DEFAULT-VALUE})")
    private int warmUp = 20;

    @Option(names = "--flat", paramLabel = "MINUTES", description = "so long at half the rate, to see memory stay flat")
    private int flat;

    @Option(names = "--json", paramLabel = "FILE", description = "where the figures go")
    private @Nullable Path json;

    @Option(names = "--check", description = "exit code 1 when a bar is missed")
    private boolean check;

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
    private String network = "127.0.79";

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!rate.matches("auto|[1-9][0-9]{0,4}") || seconds < 1 || held < 1 || warmUp < 2 || flat < 0) {
            System.err.println("bench: --rate auto or 1 to 99999; --seconds, --held from 1; --warm-up from 2");
            return 2;
        }
        Outcome outcome = new Outcome("Calls");
        Map<String, String> machine = Machine.facts();
        Instant startedAt = Instant.now();
        try (Stage stage = new Stage()) {
            Path root = Path.of(System.getProperty("linekeeper.home", "."));
            GatewayProgram program = GatewayProgram.packaged(root, jdk, javaOpts);
            outcome.detail("gateway", Machine.commit(root));
            outcome.detail("java", program.javaVersion());
            CallPlan plan = new CallPlan(
                    rate.equals("auto") ? 0 : Integer.parseInt(rate),
                    seconds,
                    parts,
                    tls,
                    held,
                    warmUp,
                    flat,
                    LoadScenario.FORGOTTEN);
            plan.carryOut(CallBench.on(stage, program, CallPlaces.on(network), generator), outcome);
        } catch (BenchFailure e) {
            System.err.println("bench: " + e.getMessage());
            return 1;
        }
        System.out.print(outcome.figures().table());
        if (json != null) {
            outcome.write(json, machine, startedAt);
        }
        return check && !outcome.figures().allMet() ? 1 : 0;
    }
}
