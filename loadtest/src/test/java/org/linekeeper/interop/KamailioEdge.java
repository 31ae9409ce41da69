package org.linekeeper.interop;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** An edge proxy of the hosted PBX, on the path of every registration and call. */
final class KamailioEdge implements AutoCloseable {
    private final InetSocketAddress address;
    private final ForeignProcess process;

    private KamailioEdge(InetSocketAddress address, ForeignProcess process) {
        this.address = address;
        this.process = process;
    }

    /** Starts it in front of the core; {@code proxyName} is the name that devices look up in DNS. */
    static KamailioEdge start(
            Path folder, String name, InetSocketAddress address, String proxyName, InetSocketAddress core) {
        ForeignProcess process = KamailioProcess.start(
                folder,
                name,
                "pbx-edge.cfg",
                Map.of(
                        "LISTEN", "udp:" + Ports.text(address),
                        "EDGE_NAME", KamailioProcess.quoted(proxyName),
                        "CORE", KamailioProcess.quoted(Ports.text(core))));
        // The edge relays OPTIONS to the core, so that an answer proves the whole way.
        process.awaitReady(() -> SipProbe.answers(address), Duration.ofSeconds(30));
        return new KamailioEdge(address, process);
    }

    InetSocketAddress address() {
        return address;
    }

    String logTail(int lines) {
        return process.logTail(lines);
    }

    @Override
    public void close() {
        process.close();
    }
}
