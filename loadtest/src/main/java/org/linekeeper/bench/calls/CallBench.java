package org.linekeeper.bench.calls;

import java.io.IOException;
import java.nio.file.Path;
import org.linekeeper.bench.gateway.GatewayProgram;
import org.linekeeper.bench.gateway.TlsSite;
import org.linekeeper.bench.process.BenchFailure;
import org.linekeeper.bench.process.Stage;
import org.linekeeper.bench.process.Work;

/**
 * What all parts of one run share.
 *
 * @param stage takes charge of what is started
 * @param work folder of the run
 * @param program the gateway's
 * @param generator who places the calls
 */
record CallBench(Stage stage, Work work, GatewayProgram program, CallPlaces places, CallGenerator generator) {
    /** The registrar runs until the stage is cleared. */
    static CallBench on(Stage stage, GatewayProgram program, CallPlaces places, CallGenerator generator)
            throws IOException {
        Work work = stage.add(Work.create());
        stage.add(Believer.at(new java.net.InetSocketAddress(places.pbx(), CallPlaces.SIP)));
        return new CallBench(stage, work, program, places, generator);
    }

    /** A gateway with who answers behind it, each with a folder of its own. */
    CallSite udp(String name) throws IOException, BenchFailure, InterruptedException {
        return CallSite.open(this, name, TeamsSide.udp(places));
    }

    /** The same with TLS between them. */
    CallSite tls(String name) throws IOException, BenchFailure, InterruptedException {
        TlsSite site = TlsSite.make(stage, work.folder(name + "-tls"), places.sbc());
        return CallSite.open(this, name, TeamsSide.tls(site));
    }

    Path folder(String name) throws IOException {
        return work.folder(name);
    }
}
