package org.linekeeper.bench.generator;

import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** The generator with its sockets. Opened and closed by one thread, all else on the loop. */
final class Sockets {
    private final EventLoopGroup loop;
    private final InetSocketAddress calleeAt;
    private final Generator generator;
    private final UdpPort caller;

    private volatile @Nullable UdpPort callee;

    /**
     * Opens the caller's.
     *
     * @param contact of the callee
     */
    Sockets(EventLoopGroup loop, InetSocketAddress callerAt, InetSocketAddress calleeAt, String contact)
            throws IOException {
        this.loop = loop;
        this.calleeAt = calleeAt;
        String host = calleeAt.getAddress().getHostAddress();
        generator = new Generator(new CalleeMessages(contact, host), System.nanoTime());
        caller = UdpPort.open(callerAt, loop, generator.caller()::received);
    }

    Generator generator() {
        return generator;
    }

    /** From now on calls are answered. */
    void answer() throws IOException {
        rest();
        callee = UdpPort.open(calleeAt, loop, generator.callee()::received);
    }

    /** The place of the callee is free for others. */
    void rest() {
        UdpPort open = callee;
        callee = null;
        if (open != null) {
            open.close();
        }
    }

    void play(String name, LoadPlan plan, InetSocketAddress to, CallerMessages messages) {
        generator.play(name, plan, caller.path(to), messages, System.nanoTime());
    }

    void turn() {
        generator.turn(System.nanoTime());
        caller.flush();
        UdpPort open = callee;
        if (open != null) {
            open.flush();
        }
    }
}
