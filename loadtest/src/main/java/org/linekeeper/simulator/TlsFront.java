package org.linekeeper.simulator;

import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A {@link TlsPipe} as a program of its own, so that it can be bound to a core. */
public final class TlsFront {
    private TlsFront() {}

    /**
     * Says {@code ready}, then serves until it is ended.
     *
     * @param arguments address and port to listen at, address and port that take TCP, certificate with intermediates, key
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        InetSocketAddress listen = new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1]));
        InetSocketAddress plain = new InetSocketAddress(arguments[2], Integer.parseInt(arguments[3]));
        var context = SslContextBuilder.forServer(new File(arguments[4]), new File(arguments[5]))
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2")
                .build();
        try (TlsPipe pipe = TlsPipe.terminating(listen, context, plain)) {
            System.out.println("ready at " + pipe.address());
            Thread.currentThread().join();
        }
    }
}
