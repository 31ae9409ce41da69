package org.linekeeper.bench.calls;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.linekeeper.bench.generator.GeneratorProgram;
import org.linekeeper.bench.generator.LoadReport;
import org.linekeeper.bench.process.BenchFailure;
import org.linekeeper.bench.process.Child;
import org.linekeeper.bench.process.CpuRecord;
import org.linekeeper.bench.process.Waiting;
import tools.jackson.databind.json.JsonMapper;

/** The own generator, a process on the core that is not the gateway's, told and asked by its standard input and output. */
final class OwnGenerator implements AutoCloseable {
    /** RFC 3261 timers B, F and H one after the other, which no call outlives. */
    private static final Duration LONGEST = Duration.ofSeconds(100);

    private static final String OK = "ok";

    private final Child process;
    private final BufferedReader out;
    private final Writer in;
    private final CpuRecord cpu;

    private OwnGenerator(Child process, CpuRecord cpu) {
        this.process = process;
        this.cpu = cpu;
        this.out = process.out();
        this.in = process.in();
    }

    /** Starts it and waits until it has warmed itself up, for which it must find both its addresses free. */
    static OwnGenerator start(CallBench bench, Path folder, TeamsSide teams) throws IOException, BenchFailure {
        CallPlaces places = bench.places();
        List<String> program = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-Xmn128m",
                // Fast enough, and no compiler takes the core for seconds just when the load rises.
                "-XX:TieredStopAtLevel=1",
                "-Djava.net.preferIPv4Stack=true",
                // Its standard output is for answers.
                "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener",
                "-cp",
                System.getProperty("java.class.path"),
                GeneratorProgram.class.getName(),
                "--caller",
                CallPlaces.text(new InetSocketAddress(places.pbx(), CallPlaces.OWN_CALLER)),
                "--callee",
                CallPlaces.text(places.sbcAt(CallPlaces.SIP)),
                "--contact",
                teams.contactUri(),
                "--lines",
                Integer.toString(CallStore.LINES)));
        Child process =
                bench.stage().add(Child.start(Sipp.CORE, program, folder, folder.resolve("generator.log"), true));
        OwnGenerator generator = new OwnGenerator(process, bench.stage().add(CpuRecord.of(process)));
        generator.expect("ready");
        return generator;
    }

    CpuRecord cpu() {
        return cpu;
    }

    /** Takes the place of whoever answers calls; it must be free. */
    void answer() throws IOException, BenchFailure {
        tell("answer");
    }

    /** Leaves that place. */
    void rest() throws IOException, BenchFailure {
        tell("rest");
    }

    /**
     * Begins to place calls.
     *
     * @param name to ask for them by
     */
    void play(String name, Sipp.Load load, InetSocketAddress to) throws IOException, BenchFailure {
        tell("play %s %d %d %d %s"
                .formatted(name, load.rate(), load.calls(), load.talk().toMillis(), CallPlaces.text(to)));
    }

    LoadReport report(String name) throws IOException, BenchFailure {
        return JsonMapper.shared().readValue(ask("report " + name), LoadReport.class);
    }

    /** Waits until every call is over. */
    LoadReport await(String name, Sipp.Load load) throws IOException, BenchFailure, InterruptedException {
        Waiting.until(
                load.limit().plus(LONGEST),
                "calls of the generator do not end",
                () -> ask("over " + name),
                Boolean::parseBoolean);
        return report(name);
    }

    /** Messages that it did not expect, by kind. */
    String strays() throws IOException, BenchFailure {
        return ask("strays");
    }

    /** CPU seconds between two moments. */
    double used(Instant from, Instant to) {
        return cpu.between(from, to);
    }

    private void tell(String command) throws IOException, BenchFailure {
        send(command);
        expect(OK);
    }

    private String ask(String command) throws IOException, BenchFailure {
        send(command);
        return answerLine();
    }

    private void send(String command) throws IOException {
        in.write(command + "\n");
        in.flush();
    }

    private void expect(String word) throws IOException, BenchFailure {
        String said = answerLine();
        if (!said.equals(word)) {
            throw new BenchFailure("the generator said " + said);
        }
    }

    private String answerLine() throws IOException, BenchFailure {
        String line = out.readLine();
        if (line == null) {
            throw new BenchFailure("the generator has ended:\n" + process.logTail());
        }
        return line;
    }

    @Override
    public void close() {
        cpu.close();
        process.close();
    }
}
