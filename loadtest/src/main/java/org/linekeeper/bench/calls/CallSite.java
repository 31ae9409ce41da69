package org.linekeeper.bench.calls;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.linekeeper.bench.gateway.AdminApi;
import org.linekeeper.bench.gateway.Gateway;
import org.linekeeper.bench.gateway.TlsSite;
import org.linekeeper.bench.process.BenchFailure;
import org.linekeeper.bench.process.Child;
import org.linekeeper.bench.process.Waiting;
import org.linekeeper.simulator.TlsFront;

/** A gateway that takes calls, the SIPp that answers them, and who calls. */
final class CallSite implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Pattern SENT =
            Pattern.compile("(?m)^linekeeper_sip_events_total\\{event=\"message_sent\",?\\} ([0-9.E+]+)$");
    private static final Pattern RECORDED =
            Pattern.compile("(?m)^linekeeper_cdr_written_total(?:\\{\\})? ([0-9.E+]+)$");

    /** Longer than SIPp takes to write down what it has counted. */
    private static final Duration STATISTICS = Duration.ofMillis(2_100);

    private static final int READY_PAUSE_MILLIS = 5;

    private final CallBench bench;
    private final Path folder;
    private final TeamsSide teams;
    private final Sipp answerer;
    private final Gateway gateway;
    private final List<AutoCloseable> parts;
    private int runs;

    private CallSite(
            CallBench bench, Path folder, TeamsSide teams, Sipp answerer, Gateway gateway, List<AutoCloseable> parts) {
        this.bench = bench;
        this.folder = folder;
        this.teams = teams;
        this.answerer = answerer;
        this.gateway = gateway;
        this.parts = parts;
    }

    /** Returns at the first moment at which the gateway says that it is ready. */
    static CallSite open(CallBench bench, String name, TeamsSide teams)
            throws IOException, BenchFailure, InterruptedException {
        Path folder = bench.folder(name);
        CallPlaces places = bench.places();
        List<AutoCloseable> parts = new ArrayList<>();
        Sipp answerer = bench.stage()
                .add(Sipp.answering(
                        bench.folder(name + "-answers"),
                        places.sbcAt(CallPlaces.SIP),
                        teams.sippTransport(),
                        teams.contact()));
        parts.add(answerer);
        if (teams.tls().isPresent()) {
            parts.add(bench.stage().add(front(bench, teams.tls().get(), name)));
        }
        CallStore.fill(folder.resolve("linekeeper.db"), places, teams);
        AdminApi api = new AdminApi(CallPlaces.text(places.gatewayAt(CallPlaces.ADMIN)), CallSettings.TOKEN);
        Path settings = CallSettings.write(folder, places, teams);
        Gateway gateway = bench.stage().add(Gateway.start(bench.stage(), bench.program(), folder, settings, api));
        parts.add(gateway);
        awaitReady(gateway);
        return new CallSite(bench, folder, teams, answerer, gateway, parts);
    }

    private static void awaitReady(Gateway gateway) throws IOException, BenchFailure, InterruptedException {
        Instant end = Instant.now().plus(START);
        while (!gateway.api().isReady()) {
            gateway.mustLive();
            if (Instant.now().isAfter(end)) {
                throw new BenchFailure("the gateway does not say that it is ready");
            }
            Waiting.pass(Duration.ofMillis(READY_PAUSE_MILLIS));
        }
    }

    private static Child front(CallBench bench, TlsSite site, String name) throws IOException, BenchFailure {
        CallPlaces places = bench.places();
        Path folder = bench.folder(name + "-front");
        List<String> program = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener",
                "-cp",
                System.getProperty("java.class.path"),
                TlsFront.class.getName(),
                places.sbc(),
                Integer.toString(CallPlaces.TLS),
                places.sbc(),
                Integer.toString(CallPlaces.SIP)));
        program.addAll(site.targetFiles());
        Child child = Child.start(Sipp.CORE, program, folder, folder.resolve("front.log"), true);
        BufferedReader out = child.out();
        String said = out.readLine();
        if (said == null || !said.startsWith("ready")) {
            throw new BenchFailure("the TLS front does not begin: " + said + "\n" + child.logTail());
        }
        return child;
    }

    Gateway gateway() {
        return gateway;
    }

    Sipp answerer() {
        return answerer;
    }

    /** Starts calls through the gateway. */
    Sipp call(Sipp.Load load) throws IOException {
        return call(load, CallPlaces.CALLER);
    }

    Sipp call(Sipp.Load load, int port) throws IOException {
        return call(load, port, bench.places().gatewayAt(CallPlaces.SIP));
    }

    /** Starts calls past the gateway, from SIPp to SIPp. */
    Sipp callDirectly(Sipp.Load load) throws IOException {
        return call(load, CallPlaces.CALLER, bench.places().sbcAt(CallPlaces.SIP));
    }

    private Sipp call(Sipp.Load load, int port, InetSocketAddress to) throws IOException {
        InetSocketAddress from = new InetSocketAddress(bench.places().pbx(), port);
        return bench.stage().add(Sipp.calling(bench.folder(folder.getFileName() + "-calls-" + runs++), from, to, load));
    }

    /** Plays calls to their end and counts. */
    CallRun play(Sipp.Load load) throws IOException, BenchFailure, InterruptedException {
        CallRun.Begun begun = begin();
        try (Sipp caller = call(load)) {
            caller.await(load.limit().plusSeconds(20));
            return finish(begun, caller, 0);
        }
    }

    /** Counts from here. */
    CallRun.Begun begin() throws IOException, BenchFailure {
        return new CallRun.Begun(Instant.now(), answered(), sent());
    }

    /**
     * Counts up to here.
     *
     * @param caller has ended
     * @param others calls that others have placed, all well
     */
    CallRun finish(CallRun.Begun begun, Sipp caller, int others)
            throws IOException, BenchFailure, InterruptedException {
        Instant end = Instant.now();
        SippCounts called = caller.await(Duration.ofSeconds(5));
        Waiting.pass(STATISTICS);
        gateway.mustLive();
        SippTimes times = caller.times();
        SippCounts answered = answered().since(begun.answered());
        return new CallRun(begun.at(), end, called, answered, times, sent() - begun.sent(), others);
    }

    private SippCounts answered() throws IOException, BenchFailure {
        return answerer.counts().orElseThrow(() -> new BenchFailure("the SIPp that answers has counted nothing"));
    }

    private long sent() throws IOException, BenchFailure {
        return metric(SENT);
    }

    private long metric(Pattern pattern) throws IOException, BenchFailure {
        Matcher matcher = pattern.matcher(gateway.api().metrics());
        if (!matcher.find()) {
            throw new BenchFailure("the gateway has no metric " + pattern);
        }
        return (long) Double.parseDouble(matcher.group(1));
    }

    /** Its call records once all of so many calls are written, or when waiting has no more use. */
    CallRecords records(long calls) throws IOException, BenchFailure, InterruptedException {
        for (int i = 0; i < 40 && metric(RECORDED) < calls; i++) {
            Waiting.pass(Duration.ofMillis(100));
        }
        return CallRecords.read(folder.resolve(CallSettings.RECORDS));
    }

    TeamsSide teams() {
        return teams;
    }

    @Override
    public void close() throws IOException {
        for (int i = parts.size() - 1; i >= 0; i--) {
            try {
                parts.get(i).close();
            } catch (Exception e) {
                throw new IOException("not stopped", e);
            }
        }
    }
}
