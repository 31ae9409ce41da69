package org.linekeeper.bench.calls;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.linekeeper.bench.gateway.TlsSite;
import org.linekeeper.bench.process.BenchFailure;
import org.linekeeper.bench.process.Child;
import org.linekeeper.simulator.TlsFront;

/** Who answers behind the gateway: SIPp or the own generator, one at a time at the same address. To be changed while no call is up. */
final class Answerers implements AutoCloseable {
    private final CallBench bench;
    private final String name;
    private final TeamsSide teams;
    private @Nullable Sipp sipp;
    private @Nullable Child front;
    private @Nullable OwnGenerator own;
    private boolean ownAnswers;
    private int turns;

    Answerers(CallBench bench, String name, TeamsSide teams) {
        this.bench = bench;
        this.name = name;
        this.teams = teams;
    }

    /** Lets SIPp answer from now on, unless it does so already. */
    Sipp sipp() throws IOException, BenchFailure, InterruptedException {
        Sipp now = sipp;
        if (now != null) {
            return now;
        }
        if (own != null && ownAnswers) {
            own.rest();
            ownAnswers = false;
        }
        now = bench.stage()
                .add(Sipp.answering(
                        bench.folder(name + "-answers-" + turns++),
                        bench.places().sbcAt(CallPlaces.SIP),
                        teams.sippTransport(),
                        teams.contact()));
        sipp = now;
        if (teams.tls().isPresent()) {
            front = bench.stage().add(front(teams.tls().get()));
        }
        return now;
    }

    /** Lets the own generator answer from now on, unless it does so already. */
    OwnGenerator own() throws IOException, BenchFailure {
        closeSipp();
        OwnGenerator now = own;
        if (now == null) {
            now = OwnGenerator.start(bench, bench.folder(name + "-own"), teams);
            own = now;
        }
        if (!ownAnswers) {
            now.answer();
            ownAnswers = true;
        }
        return now;
    }

    private void closeSipp() {
        if (sipp != null) {
            sipp.close();
            sipp = null;
        }
        if (front != null) {
            front.close();
            front = null;
        }
    }

    private Child front(TlsSite site) throws IOException, BenchFailure {
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

    @Override
    public void close() {
        closeSipp();
        if (own != null) {
            own.close();
            own = null;
        }
    }
}
