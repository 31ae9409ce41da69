package org.linekeeper.interop;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A hosted PBX as a customer meets it: one core behind two edge proxies, found by SRV on a real DNS server. */
final class HostedPbx implements AutoCloseable {
    /** The outbound proxy's name: SRV records only. */
    static final String PROXY = "proxy.pbx.example.test";

    private final Path folder;
    private final KnotServer dns;
    private final KamailioPbx core;
    private KamailioEdge first;
    private final KamailioEdge second;

    private HostedPbx(Path folder, KnotServer dns, KamailioPbx core, KamailioEdge first, KamailioEdge second) {
        this.folder = folder;
        this.dns = dns;
        this.core = core;
        this.first = first;
        this.second = second;
    }

    /**
     * Starts all of it.
     *
     * @param longest the registration time it grants at most
     * @param records further lines of zone file
     */
    static HostedPbx start(Path folder, Duration longest, List<String> records) {
        return start("127.77.8.", folder, longest, records);
    }

    /**
     * Starts all of it.
     *
     * @param net what its addresses begin with
     * @param longest the registration time it grants at most
     * @param records further lines of zone file
     */
    static HostedPbx start(String net, Path folder, Duration longest, List<String> records) {
        InetSocketAddress firstAddress = Ports.free(net + "11");
        InetSocketAddress secondAddress = Ports.free(net + "12");
        List<String> zone = new java.util.ArrayList<>(records);
        zone.add("_sip._udp.proxy.pbx SRV 10 1 " + firstAddress.getPort() + " edge1.pbx");
        zone.add("_sip._udp.proxy.pbx SRV 20 1 " + secondAddress.getPort() + " edge2.pbx");
        zone.add("edge1.pbx A " + net + "11");
        zone.add("edge2.pbx A " + net + "12");
        KnotServer dns = KnotServer.start(folder, Ports.free(net + "53"), zone);
        KamailioPbx core = KamailioPbx.start(folder, Ports.free(net + "10"), longest);
        KamailioEdge first = KamailioEdge.start(folder, "pbx-edge1", firstAddress, PROXY, core.address());
        KamailioEdge second = KamailioEdge.start(folder, "pbx-edge2", secondAddress, PROXY, core.address());
        return new HostedPbx(folder, dns, core, first, second);
    }

    InetSocketAddress dns() {
        return dns.address();
    }

    KamailioPbx core() {
        return core;
    }

    /** The proxy that SRV names first. */
    KamailioEdge first() {
        return first;
    }

    /** The proxy to turn to when the first is down. */
    KamailioEdge second() {
        return second;
    }

    void stopFirst() {
        first.close();
    }

    void startFirst() {
        first = KamailioEdge.start(folder, "pbx-edge1", first.address(), PROXY, core.address());
    }

    String logTails(int lines) {
        return String.join("\n", dns.logTail(lines), core.logTail(lines), first.logTail(lines), second.logTail(lines));
    }

    @Override
    public void close() {
        second.close();
        first.close();
        core.close();
        dns.close();
    }
}
