package org.linekeeper.interop;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The core of the hosted PBX: registrar with 407 challenges, and calls between its registered devices. */
final class KamailioPbx implements AutoCloseable {
    static final String DOMAIN = "acme.1234.service";

    private static final String PASSWORD_PREFIX = "secret-";

    private final InetSocketAddress address;
    private final ForeignProcess process;
    private final KamailioRpc rpc;

    private KamailioPbx(InetSocketAddress address, ForeignProcess process, KamailioRpc rpc) {
        this.address = address;
        this.process = process;
        this.rpc = rpc;
    }

    /** Starts it; {@code longest} is the registration time that it grants at most. */
    static KamailioPbx start(Path folder, InetSocketAddress address, Duration longest) {
        InetSocketAddress control = Ports.free(address.getAddress().getHostAddress());
        ForeignProcess process = KamailioProcess.start(
                folder,
                "pbx-core",
                "pbx-core.cfg",
                Map.of(
                        "LISTEN", "udp:" + Ports.text(address),
                        "RPC", "tcp:" + Ports.text(control),
                        "DOMAIN", KamailioProcess.quoted(DOMAIN),
                        "PASSWORD", KamailioProcess.quoted(PASSWORD_PREFIX),
                        "MAXEXPIRES", Long.toString(longest.toSeconds())));
        KamailioRpc rpc = new KamailioRpc(control);
        process.awaitReady(() -> SipProbe.answers(address) && rpc.answers(), Duration.ofSeconds(30));
        return new KamailioPbx(address, process, rpc);
    }

    /** The digest user of a device, which is not its SIP user. */
    static String authUser(String sipUser) {
        return "auth-" + sipUser;
    }

    /** The password that a device has from the start. */
    static String password(String sipUser) {
        return PASSWORD_PREFIX + sipUser;
    }

    InetSocketAddress address() {
        return address;
    }

    KamailioRpc rpc() {
        return rpc;
    }

    /** How often a wrong password of this device was refused. */
    long refusals(String sipUser) {
        return process.logTail(Integer.MAX_VALUE)
                .lines()
                .filter(line -> line.contains("wrong password: " + sipUser + " "))
                .count();
    }

    String logTail(int lines) {
        return process.logTail(lines);
    }

    @Override
    public void close() {
        process.close();
    }
}
