package org.linekeeper.simulator;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** The few steps with Netty channels that every simulator shares. */
final class Channels {
    private static final int BIND_SECONDS = 5;

    private Channels() {}

    /** Waits for a bind; when it fails the loop is shut down, for nobody else will. */
    static Channel bound(ChannelFuture binding, EventLoopGroup loop) throws IOException {
        if (binding.awaitUninterruptibly(BIND_SECONDS, TimeUnit.SECONDS) && binding.isSuccess()) {
            return binding.channel();
        }
        shutDown(loop);
        throw new IOException("cannot listen", binding.cause());
    }

    /** Closes everything on the loop and waits for its thread to end. */
    static void shutDown(EventLoopGroup loop) {
        loop.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }

    /** Writes and flushes; a channel that cannot be written to says so in its pipeline. */
    static void write(Channel channel, Object message) {
        channel.writeAndFlush(message).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }

    static void close(Channel channel) {
        channel.close().addListener(closed -> {});
    }

    /** Closes after a moment for what is still being written or encrypted. */
    static void closeSoon(Channel channel) {
        channel.eventLoop()
                .schedule(() -> close(channel), 50, TimeUnit.MILLISECONDS)
                .addListener(closed -> {});
    }

    /** A TLS client that sends the name as SNI and insists on it in the certificate. */
    static SslHandler tlsClient(SslContext context, Channel channel, String serverName, int port) {
        SslHandler handler = context.newHandler(channel.alloc(), serverName, port);
        SSLEngine engine = handler.engine();
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setServerNames(List.of(new javax.net.ssl.SNIHostName(serverName)));
        engine.setSSLParameters(parameters);
        return handler;
    }
}
