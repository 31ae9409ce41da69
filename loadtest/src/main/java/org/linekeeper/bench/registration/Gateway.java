package org.linekeeper.bench.registration;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.linekeeper.bench.process.Child;
import org.linekeeper.bench.process.CpuRecord;
import org.linekeeper.bench.process.JavaHeap;
import org.linekeeper.bench.process.ProcFiles;
import org.linekeeper.bench.process.Stage;

/** One run of the gateway, from exec to its end. */
final class Gateway implements AutoCloseable {
    static final int CORE = 0;

    private static final Pattern SCHEDULED =
            Pattern.compile("(\\S+) INFO +RegistrationEngine Registering ([0-9]+) lines.*");
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final GatewayProgram program;
    private final Child process;
    private final CpuRecord cpu;

    private Gateway(GatewayProgram program, Child process, CpuRecord cpu) {
        this.program = program;
        this.process = process;
        this.cpu = cpu;
    }

    static Gateway start(Stage stage, GatewayProgram program, Path folder, Path settings) throws IOException {
        Child process =
                stage.add(Child.start(CORE, program.run(settings), folder, folder.resolve("gateway.log"), false));
        return new Gateway(program, process, stage.add(CpuRecord.of(process)));
    }

    Child process() {
        return process;
    }

    CpuRecord cpu() {
        return cpu;
    }

    /** From just before the process was made to its saying that all lines have a time of their own, store included. */
    double secondsToScheduled() throws IOException, BenchFailure, InterruptedException {
        Instant scheduled = Waiting.until(
                START_LIMIT,
                "the gateway does not say that it registers lines",
                this::scheduledAt,
                Instant.MIN::isBefore);
        return Duration.between(process.startedAt(), scheduled).toNanos() / 1e9;
    }

    private Instant scheduledAt() throws IOException, BenchFailure {
        mustLive();
        Instant last = Instant.MIN;
        for (String line : process.logLines()) {
            Matcher matcher = SCHEDULED.matcher(line);
            if (matcher.matches() && !Instant.parse(matcher.group(1)).isBefore(process.startedAt())) {
                last = Instant.parse(matcher.group(1));
            }
        }
        return last;
    }

    /** Says why when it has ended. */
    void mustLive() throws IOException, BenchFailure {
        if (!process.isAlive()) {
            throw new BenchFailure("the gateway has ended:\n" + process.logTail());
        }
    }

    JavaHeap.Live liveHeap() throws IOException {
        return JavaHeap.live(program.javaHome(), process.pid());
    }

    double residentMiB() throws IOException {
        return memory("VmRSS");
    }

    double highestResidentMiB() throws IOException {
        return memory("VmHWM");
    }

    private double memory(String name) throws IOException {
        return ProcFiles.memoryMiB(process.pid()).getOrDefault(name, 0.0);
    }

    /** Pulls the plug. */
    void kill() {
        cpu.close();
        process.kill();
    }

    @Override
    public void close() {
        cpu.close();
        process.close();
    }
}
