package org.linekeeper.bench.registration;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.linekeeper.bench.gateway.Gateway;
import org.linekeeper.bench.process.BenchFailure;
import org.linekeeper.bench.process.Child;
import org.linekeeper.bench.process.Commands;
import org.linekeeper.bench.process.CpuRecord;
import org.linekeeper.bench.process.Stage;

/** One run of Kamailio, on the gateway's core with all its processes. */
final class Kamailio implements AutoCloseable {
    private static final Pattern USED = Pattern.compile("(?m)^\\s*used: ([0-9]+)");

    private final KamailioSettings settings;
    private final Child process;
    private final CpuRecord cpu;

    private Kamailio(KamailioSettings settings, Child process, CpuRecord cpu) {
        this.settings = settings;
        this.process = process;
        this.cpu = cpu;
    }

    static Kamailio start(Stage stage, KamailioSettings settings) throws IOException {
        // 3,500 MiB shared, 512 MiB for each process: the loader holds the whole table once.
        List<String> program = List.of(
                "/usr/sbin/kamailio",
                "-f",
                settings.configuration().toString(),
                "-x",
                "tlsf",
                "-m",
                "3500",
                "-M",
                "512",
                "-DD",
                "-E");
        Child process = stage.add(Child.start(
                Gateway.CORE, program, settings.folder(), settings.folder().resolve("kamailio.log"), false));
        return new Kamailio(settings, process, stage.add(CpuRecord.of(process)));
    }

    static String version() throws IOException {
        return Commands.output(List.of("/usr/sbin/kamailio", "-v"))
                .lines()
                .findFirst()
                .orElse("unknown");
    }

    Child process() {
        return process;
    }

    CpuRecord cpu() {
        return cpu;
    }

    void mustLive() throws IOException, BenchFailure {
        if (!process.isAlive()) {
            throw new BenchFailure("Kamailio has ended:\n" + process.logTail());
        }
    }

    /** Bytes of shared memory that its data take, without the allocator's overhead. */
    long sharedMemoryUsed() throws IOException, BenchFailure {
        String answer = Commands.output(List.of("/usr/sbin/kamcmd", "-s", "unix:" + settings.control(), "core.shmmem"));
        Matcher matcher = USED.matcher(answer);
        if (!matcher.find()) {
            throw new BenchFailure("Kamailio does not say how much memory it uses: " + answer);
        }
        return Long.parseLong(matcher.group(1));
    }

    @Override
    public void close() {
        cpu.close();
        process.close();
    }
}
