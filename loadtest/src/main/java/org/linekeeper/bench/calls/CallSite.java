package org.linekeeper.bench.calls;

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
import org.linekeeper.bench.generator.LoadReport;
import org.linekeeper.bench.process.BenchFailure;
import org.linekeeper.bench.process.Waiting;

/** A gateway that takes calls, who answers them, and who calls. */
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
    private final Answerers answerers;
    private final Gateway gateway;
    private final List<AutoCloseable> parts;
    private int runs;

    private CallSite(
            CallBench bench,
            Path folder,
            TeamsSide teams,
            Answerers answerers,
            Gateway gateway,
            List<AutoCloseable> parts) {
        this.bench = bench;
        this.folder = folder;
        this.teams = teams;
        this.answerers = answerers;
        this.gateway = gateway;
        this.parts = parts;
    }

    /** Returns at the first moment at which the gateway says that it is ready. */
    static CallSite open(CallBench bench, String name, TeamsSide teams)
            throws IOException, BenchFailure, InterruptedException {
        Path folder = bench.folder(name);
        CallPlaces places = bench.places();
        List<AutoCloseable> parts = new ArrayList<>();
        Answerers answerers = new Answerers(bench, name, teams);
        parts.add(answerers);
        answerers.sipp();
        CallStore.fill(folder.resolve("linekeeper.db"), places, teams);
        AdminApi api = new AdminApi(CallPlaces.text(places.gatewayAt(CallPlaces.ADMIN)), CallSettings.TOKEN);
        Path settings = CallSettings.write(folder, places, teams);
        Gateway gateway = bench.stage().add(Gateway.start(bench.stage(), bench.program(), folder, settings, api));
        parts.add(gateway);
        awaitReady(gateway);
        return new CallSite(bench, folder, teams, answerers, gateway, parts);
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

    Gateway gateway() {
        return gateway;
    }

    /** The own generator, which answers now. */
    OwnGenerator own() throws IOException, BenchFailure {
        return answerers.own();
    }

    InetSocketAddress gatewayAt() {
        return bench.places().gatewayAt(CallPlaces.SIP);
    }

    /** The way past the gateway. */
    InetSocketAddress calleeAt() {
        return bench.places().sbcAt(CallPlaces.SIP);
    }

    /** Starts calls through the gateway. */
    Sipp call(Sipp.Load load) throws IOException, BenchFailure, InterruptedException {
        return call(load, CallPlaces.CALLER);
    }

    Sipp call(Sipp.Load load, int port) throws IOException, BenchFailure, InterruptedException {
        return call(load, port, gatewayAt());
    }

    /** Starts calls past the gateway, from SIPp to SIPp. */
    Sipp callDirectly(Sipp.Load load) throws IOException, BenchFailure, InterruptedException {
        return call(load, CallPlaces.CALLER, calleeAt());
    }

    private Sipp call(Sipp.Load load, int port, InetSocketAddress to)
            throws IOException, BenchFailure, InterruptedException {
        answerers.sipp();
        InetSocketAddress from = new InetSocketAddress(bench.places().pbx(), port);
        return bench.stage().add(Sipp.calling(bench.folder(folder.getFileName() + "-calls-" + runs++), from, to, load));
    }

    /** Plays calls to their end and counts. */
    Played play(CallGenerator generator, Sipp.Load load) throws IOException, BenchFailure, InterruptedException {
        return generator == CallGenerator.own ? playOwn("load", load, gatewayAt()) : play(load);
    }

    /**
     * The same by the own generator.
     *
     * @param name of the load
     */
    OwnRun playOwn(String name, Sipp.Load load, InetSocketAddress to)
            throws IOException, BenchFailure, InterruptedException {
        OwnGenerator own = own();
        Instant from = Instant.now();
        own.play(name, load, to);
        LoadReport report = own.await(name, load);
        Instant end = Instant.now();
        gateway.mustLive();
        // What comes after that is waiting for the last few, if there are any.
        Instant placed = from.plus(load.talk()).plusMillis(load.calls() * 1_000L / load.rate());
        Instant busy = placed.isBefore(end) ? placed : end;
        return new OwnRun(from, end, report, own.used(from, busy), gateway.cpu().between(from, busy));
    }

    /** The same by SIPp. */
    CallRun play(Sipp.Load load) throws IOException, BenchFailure, InterruptedException {
        CallRun.Begun begun = begin();
        try (Sipp caller = call(load)) {
            caller.await(load.limit().plusSeconds(20));
            return finish(begun, caller, 0);
        }
    }

    /** Counts from here. */
    CallRun.Begun begin() throws IOException, BenchFailure, InterruptedException {
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

    private SippCounts answered() throws IOException, BenchFailure, InterruptedException {
        return answerers
                .sipp()
                .counts()
                .orElseThrow(() -> new BenchFailure("the SIPp that answers has counted nothing"));
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
