package org.linekeeper.bench.registration;

import java.io.IOException;
import java.nio.file.Path;
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

    static Gateway start(Setup setup, Path folder, Path settings) throws IOException {
        Stage stage = setup.stage();
        AdminApi api = new AdminApi(setup.places().gatewayAt(Places.ADMIN));
        Child process = stage.add(
                Child.start(CORE, setup.program().run(settings), folder, folder.resolve("gateway.log"), false));
        return new Gateway(setup.program(), api, process, stage.add(CpuRecord.of(process)));
    }

    Child process() {
        return process;
    }

    AdminApi api() {
        return api;
    }

    CpuRecord cpu() {
        return cpu;
    }

    /**
     * From the start of the process until all lines have a time of their own, store included, as its metric says. To be asked
     * when nothing is measured: the answer costs the gateway something.
     */
    double secondsToScheduled() throws IOException, BenchFailure, InterruptedException {
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
