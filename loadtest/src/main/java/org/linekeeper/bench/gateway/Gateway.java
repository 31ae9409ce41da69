package org.linekeeper.bench.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.linekeeper.bench.process.BenchFailure;
import org.linekeeper.bench.process.Child;
import org.linekeeper.bench.process.CpuRecord;
import org.linekeeper.bench.process.JavaHeap;
import org.linekeeper.bench.process.ProcFiles;
import org.linekeeper.bench.process.Stage;
import org.linekeeper.bench.process.Waiting;

/** One run of the gateway, from exec to its end. */
public final class Gateway implements AutoCloseable {
    public static final int CORE = 0;

    private static final Pattern SCHEDULED =
            Pattern.compile("(?m)^linekeeper_startup_lines_scheduled_seconds(?:\\{\\})? ([0-9.E+-]+)$");

    private final GatewayProgram program;
    private final AdminApi api;
    private final Child process;
    private final CpuRecord cpu;

    private Gateway(GatewayProgram program, AdminApi api, Child process, CpuRecord cpu) {
        this.program = program;
        this.api = api;
        this.process = process;
        this.cpu = cpu;
    }

    /**
     * Starts one.
     *
     * @param folder where it runs and logs
     * @param settings its settings file
     * @param api how it will be asked
     */
    public static Gateway start(Stage stage, GatewayProgram program, Path folder, Path settings, AdminApi api)
            throws IOException {
        Child process =
                stage.add(Child.start(CORE, program.run(settings), folder, folder.resolve("gateway.log"), false));
        return new Gateway(program, api, process, stage.add(CpuRecord.of(process)));
    }

    public Child process() {
        return process;
    }

    public AdminApi api() {
        return api;
    }

    public CpuRecord cpu() {
        return cpu;
    }

    /**
     * From the start of the process until all lines have a time of their own, store included, as its metric says. To be asked
     * when nothing is measured: the answer costs the gateway something.
     */
    public double secondsToScheduled() throws IOException, BenchFailure, InterruptedException {
        String text = Waiting.until(
                AdminApi.PATIENCE,
                "the gateway does not say when all lines were scheduled",
                () -> {
                    mustLive();
                    return api.metrics();
                },
                body -> SCHEDULED.matcher(body).find());
        Matcher matcher = SCHEDULED.matcher(text);
        return matcher.find() ? Double.parseDouble(matcher.group(1)) : 0;
    }

    /** Says why when it has ended. */
    public void mustLive() throws IOException, BenchFailure {
        if (!process.isAlive()) {
            throw new BenchFailure("the gateway has ended:\n" + process.logTail());
        }
    }

    public JavaHeap.Live liveHeap() throws IOException {
        return JavaHeap.live(program.javaHome(), process.pid());
    }

    public double residentMiB() throws IOException {
        return memory("VmRSS");
    }

    public double highestResidentMiB() throws IOException {
        return memory("VmHWM");
    }

    private double memory(String name) throws IOException {
        return ProcFiles.memoryMiB(process.pid()).getOrDefault(name, 0.0);
    }

    /** Pulls the plug. */
    public void kill() {
        cpu.close();
        process.kill();
    }

    @Override
    public void close() {
        cpu.close();
        process.close();
    }
}
