package org.linekeeper.bench.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.linekeeper.bench.gateway.GatewayProgram;
import org.linekeeper.bench.process.Commands;
import org.linekeeper.bench.process.Stage;
import org.linekeeper.bench.report.Outcome;

/** All parts with a real gateway and few calls: what they say of speed is not looked at. */
class SmallCallsTest {
    private static final List<CallPart> ALL = List.of(CallPart.values());

    @Test
    void everyPartPlaysItsCallsAndEachHasOneRecord() throws Exception {
        assumeTrue(canRun(), "needs SIPp, taskset and two cores");
        Outcome outcome = new Outcome("small");
        Path folder;
        try (Stage stage = new Stage()) {
            CallBench bench = CallBench.on(stage, program(), CallPlaces.on("127.0.80"), CallGenerator.auto);
            folder = bench.folder("any").getParent();
            new CallPlan(10, 1, ALL, false, 5, 0, 0, Duration.ofMillis(100)).carryOut(bench, outcome);
        }

        assertThat(outcome.figures().json())
                .containsEntry("failedCalls", 0L)
                .containsEntry("disturbedCallsAtDoubleLoad", 0L)
                .containsEntry("callsWithoutExactlyOneRecord", 0L)
                .containsKeys(
                        // On a busy machine a cold gateway may rightly turn calls away.
                        "coldStartLostCalls",
                        "cpuMicrosPerCall",
                        "cpuMicrosPerCallTls",
                        "heapBytesPerHeldCall",
                        "addedPostDialDelayP50Millis",
                        "addedPostDialDelayP99Millis",
                        "goodputShareAtDoubleLoad",
                        "refusedWithin500MillisShare",
                        "failedCallsAtDoubleLoad",
                        "generatorCpuMicrosPerCall");
        assertThat(outcome.figures().get(CallMeasures.CPU).orElseThrow()).isPositive();
        assertThat(outcome.figures().get(CallMeasures.GOODPUT).orElseThrow()).isPositive();
        assertThat(Files.exists(folder)).isFalse();
    }

    /** The gateway's classes without this module's, which bring a logging configuration of their own. */
    private static GatewayProgram program() {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !Path.of(entry).endsWith("loadtest/target/classes"))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> arguments = List.of("-XX:TieredStopAtLevel=1", "-cp", classPath, "org.linekeeper.app.Main");
        return new GatewayProgram(Path.of(System.getProperty("java.home")), arguments);
    }

    private static boolean canRun() {
        try {
            Commands.output(List.of("sh", "-c", "command -v sipp"));
            return !Commands.output(List.of("taskset", "-c", "0,1", "true")).contains("failed")
                    && Runtime.getRuntime().availableProcessors() > 1;
        } catch (IOException missing) {
            return false;
        }
    }
}
