package org.linekeeper.bench.registration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.linekeeper.bench.process.BenchFailure;
import org.linekeeper.bench.process.Child;
import org.linekeeper.bench.process.CpuRecord;
import org.linekeeper.bench.process.Stage;
import org.linekeeper.bench.registrar.TargetProgram;
import org.linekeeper.bench.registrar.TargetReport;
import tools.jackson.databind.json.JsonMapper;

/** The registrar, a process of its own on the other core, told and asked by its standard input and output. */
final class Target implements AutoCloseable {
    static final int CORE = 1;

    private final Child process;
    private final BufferedReader out;
    private final Writer in;
    private final CpuRecord cpu;

    private Target(Child process, CpuRecord cpu) {
        this.process = process;
        this.out = process.out();
        this.in = process.in();
        this.cpu = cpu;
    }

    /**
     * Starts it and waits until it has warmed itself up.
     *
     * @param warmUp registrations that it plays with itself first
     */
    static Target start(Stage stage, Path folder, Places places, Link link, int lines, int warmUp)
            throws IOException, BenchFailure {
        List<String> program = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx1g",
                // A socket for both IP versions costs more.
                "-Djava.net.preferIPv4Stack=" + places.isIpv4(),
                // Its standard output is for answers.
                "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener",
                "-cp",
                System.getProperty("java.class.path"),
                TargetProgram.class.getName(),
                "--address",
                places.target(),
                "--port",
                Integer.toString(places.targetPort()),
                "--lines",
                Integer.toString(lines),
                "--warm-up",
                Integer.toString(warmUp)));
        program.addAll(link.targetArguments());
        Child process = stage.add(Child.start(CORE, program, folder, folder.resolve("target.log"), true));
        Target target = new Target(process, stage.add(CpuRecord.of(process)));
        target.expect("ready");
        return target;
    }

    CpuRecord cpu() {
        return cpu;
    }

    List<String> command() {
        return process.command().stream()
                .map(word -> word.equals(System.getProperty("java.class.path")) ? "CLASSPATH" : word)
                .toList();
    }

    /** What every line is granted from now on. */
    void grant(Duration expires) throws IOException, BenchFailure {
        tell("grant " + expires.toSeconds());
    }

    /** Counts anew; bindings and nonces stay. */
    void mark() throws IOException, BenchFailure {
        tell("mark");
    }

    /** Counts anew, and nobody is registered. */
    void forget() throws IOException, BenchFailure {
        tell("forget");
    }

    /** Lines that were accepted since the mark. */
    int linesRegistered() throws IOException, BenchFailure {
        return Integer.parseInt(ask("registered"));
    }

    TargetReport report() throws IOException, BenchFailure {
        return JsonMapper.shared().readValue(ask("report"), TargetReport.class);
    }

    private void tell(String command) throws IOException, BenchFailure {
        send(command);
        expect("ok");
    }

    private String ask(String command) throws IOException, BenchFailure {
        send(command);
        return answer();
    }

    private void send(String command) throws IOException {
        in.write(command + "\n");
        in.flush();
    }

    private void expect(String word) throws IOException, BenchFailure {
        String said = answer();
        if (!said.equals(word)) {
            throw new BenchFailure("the target said " + said);
        }
    }

    private String answer() throws IOException, BenchFailure {
        String line = out.readLine();
        if (line == null) {
            throw new BenchFailure("the target has ended:\n" + process.logTail());
        }
        return line;
    }

    @Override
    public void close() {
        cpu.close();
        process.close();
    }
}
