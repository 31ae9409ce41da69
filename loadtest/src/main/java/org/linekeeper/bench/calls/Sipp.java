package org.linekeeper.bench.calls;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.linekeeper.bench.process.BenchFailure;
import org.linekeeper.bench.process.Child;
import org.linekeeper.bench.process.Waiting;

/** One SIPp on the core that is not the gateway's. */
final class Sipp implements AutoCloseable {
    static final int CORE = 1;

    private static final String STATISTICS = "statistics.csv";
    private static final Duration START = Duration.ofSeconds(5);
    private static final String USERS = "users.csv";

    private final Child process;
    private final Path folder;
    private final String name;

    private Sipp(Child process, Path folder, String name) {
        this.process = process;
        this.folder = folder;
        this.name = name;
    }

    /**
     * The SIPp that answers, ready when this returns.
     *
     * @param transport as SIPp calls it
     * @param options further words
     */
    static Sipp answering(Path folder, InetSocketAddress at, String transport, List<String> options)
            throws IOException, BenchFailure, InterruptedException {
        List<String> words = words(folder, "answers", at, transport);
        words.addAll(options);
        Sipp sipp = start(folder, "answers", words);
        Waiting.until(START, "SIPp does not begin", sipp::counts, counts -> counts.isPresent());
        return sipp;
    }

    /**
     * The SIPp that calls.
     *
     * @param load how many calls, how fast
     */
    static Sipp calling(Path folder, InetSocketAddress at, InetSocketAddress to, Load load) throws IOException {
        Files.writeString(folder.resolve(USERS), "SEQUENTIAL\n" + String.join("\n", CallStore.users()) + "\n");
        List<String> words = words(folder, "calls", at, "u1");
        words.add(1, CallPlaces.text(to));
        words.addAll(List.of("-inf", USERS, "-d", Long.toString(load.talk().toMillis())));
        words.addAll(List.of("-r", Integer.toString(load.rate()), "-m", Integer.toString(load.calls())));
        words.addAll(List.of("-l", Integer.toString(load.calls() + 1)));
        words.addAll(List.of("-timeout", load.limit().toSeconds() + "s", "-trace_rtt", "-rtt_freq", "1"));
        return start(folder, "calls", words);
    }

    /**
     * What the SIPp that calls is to do.
     *
     * @param talk from ACK to BYE
     */
    record Load(int rate, int calls, Duration talk) {
        /** Time enough for all calls, those that come late too. */
        Duration limit() {
            return talk.plusSeconds(8 + calls / rate);
        }
    }

    private static List<String> words(Path folder, String scenario, InetSocketAddress at, String transport)
            throws IOException {
        Path file = folder.resolve(scenario + ".xml");
        try (InputStream text = Sipp.class.getResourceAsStream(scenario + ".xml")) {
            Files.write(file, java.util.Objects.requireNonNull(text, scenario).readAllBytes());
        }
        return new ArrayList<>(List.of(
                "sipp",
                "-sf",
                file.toString(),
                "-t",
                transport,
                "-i",
                at.getAddress().getHostAddress(),
                "-bind_local",
                "-p",
                Integer.toString(at.getPort()),
                "-buff_size",
                "2097152",
                "-nostdin",
                "-skip_rlimit",
                "-max_socket",
                "50000",
                "-trace_err",
                "-error_file",
                "errors.log",
                "-trace_stat",
                "-stf",
                STATISTICS,
                "-fd",
                "1"));
    }

    private static Sipp start(Path folder, String name, List<String> words) throws IOException {
        // SIPp draws with curses and does not start without a terminal type.
        List<String> command = new ArrayList<>(List.of("env", "TERM=xterm"));
        command.addAll(words);
        return new Sipp(Child.start(CORE, command, folder, folder.resolve("console.log"), false), folder, name);
    }

    /** What it has counted, at most a second ago; empty before it has begun. */
    java.util.Optional<SippCounts> counts() throws IOException, BenchFailure {
        Path file = folder.resolve(STATISTICS);
        if (!process.isAlive() && !Files.exists(file)) {
            throw new BenchFailure("SIPp has ended:\n" + process.logTail());
        }
        return Files.exists(file) ? SippCounts.parse(Files.readAllLines(file)) : java.util.Optional.empty();
    }

    /** Waits until it has ended by itself. */
    SippCounts await(Duration limit) throws IOException, BenchFailure, InterruptedException {
        Waiting.until(limit, "SIPp does not end", process::isAlive, alive -> !alive);
        return counts().orElseThrow(() -> new BenchFailure("SIPp has counted nothing:\n" + errors()));
    }

    /** Response times that it noted. */
    SippTimes times() throws IOException {
        return SippTimes.parse(Files.readAllLines(folder.resolve(name + "_" + process.pid() + "_rtt.csv")));
    }

    /** What went wrong, by its own words. */
    String errors() {
        try {
            Path file = folder.resolve("errors.log");
            // It quotes messages, so any byte may be in it.
            String text = Files.exists(file)
                    ? new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1)
                    : process.logTail();
            return text.substring(0, Math.min(2_000, text.length()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    long pid() {
        return process.pid();
    }

    List<String> command() {
        return process.command();
    }

    /** At once: on TERM it would wait for its calls. */
    @Override
    public void close() {
        process.kill();
    }
}
