package org.linekeeper.interop;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A registrar on its own with habits that registrars in the field have, and counters of what it saw. */
final class KamailioRegistrar implements AutoCloseable {
    private final InetSocketAddress address;
    private final ForeignProcess process;
    private final KamailioRpc rpc;

    private KamailioRegistrar(InetSocketAddress address, ForeignProcess process, KamailioRpc rpc) {
        this.address = address;
        this.process = process;
        this.rpc = rpc;
    }

    /** A habit that it may have beside those of {@link Times}. */
    enum Habit {
        /** A nonce is good for one request. */
        ONE_TIME_NONCE,
        /** More than 20 REGISTERs in a second are answered with 503. */
        RATE_LIMITED
    }

    /**
     * Its registration times.
     *
     * @param least less is answered with 423
     * @param longest more is cut to it
     */
    record Times(Duration least, Duration longest) {}

    /** Starts it on a free port of the address. */
    static KamailioRegistrar start(Path folder, String name, String host, Times times, Habit... habits) {
        InetSocketAddress address = Ports.free(host);
        InetSocketAddress control = Ports.free(host);
        Map<String, String> values = new LinkedHashMap<>();
        values.put("LISTEN", "udp:" + Ports.text(address));
        values.put("RPC", "tcp:" + Ports.text(control));
        values.put("DOMAIN", KamailioProcess.quoted(KamailioPbx.DOMAIN));
        values.put("PASSWORD", KamailioProcess.quoted(KamailioPbx.password("")));
        values.put("MAXEXPIRES", Long.toString(times.longest().toSeconds()));
        values.put("MINEXPIRES", Long.toString(times.least().toSeconds()));
        for (Habit habit : habits) {
            values.put(habit.name(), "1");
        }
        ForeignProcess process = KamailioProcess.start(folder, name, "registrar.cfg", values);
        KamailioRpc rpc = new KamailioRpc(control);
        process.awaitReady(() -> SipProbe.answers(address) && rpc.answers(), Duration.ofSeconds(30));
        return new KamailioRegistrar(address, process, rpc);
    }

    InetSocketAddress address() {
        return address;
    }

    /** What it has, by SIP user. */
    Map<String, List<KamailioRpc.Binding>> bindings() {
        return rpc.bindings();
    }

    /** How many REGISTERs of a user it accepted. */
    int registers(String sipUser) {
        return rpc.registers(sipUser);
    }

    /** How often it saw something; the names are in {@code registrar.cfg}. */
    int seen(String what) {
        return rpc.count("seen", what);
    }

    String logTail(int lines) {
        return process.logTail(lines);
    }

    @Override
    public void close() {
        process.close();
    }
}
