package org.linekeeper.simulator;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Gives TLS to a program that speaks TCP only (SIPp as Debian builds it). Bytes pass unchanged, one connection for one; the
 * program must write TLS into its Via and Contact itself.
 */
public final class TlsPipe implements AutoCloseable {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

    /** Adds what turns a fresh channel into the wanted side of the pipe. */
    private interface Wrapping {
        void wrap(Channel channel);
    }

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel listener;

    private TlsPipe(InetSocketAddress listen, InetSocketAddress target, Wrapping in, Wrapping out) throws IOException {
        ServerBootstrap server = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        in.wrap(channel);
                        channel.pipeline().addLast(new Connector(target, out));
                    }
                });
        listener = Channels.bound(server.bind(listen), loop);
    }

    /** Takes TLS at an address and passes it on as TCP, with the caller's certificate checked. */
    public static TlsPipe terminating(InetSocketAddress listen, SslContext server, InetSocketAddress plainTarget)
            throws IOException {
        return new TlsPipe(listen, plainTarget, c -> c.pipeline().addLast(server.newHandler(c.alloc())), c -> {});
    }

    /**
     * Takes TCP at an address and passes it on as TLS.
     *
     * @param serverName sent as SNI and looked for in the target's certificate
     */
    public static TlsPipe originating(
            InetSocketAddress listen, SslContext client, InetSocketAddress tlsTarget, String serverName)
            throws IOException {
        int port = tlsTarget.getPort();
        return new TlsPipe(
                listen, tlsTarget, c -> {}, c -> c.pipeline().addLast(Channels.tlsClient(client, c, serverName, port)));
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    @Override
    public void close() {
        Channels.shutDown(loop);
    }

    /** On a new connection: opens the other half, then lets bytes flow both ways. */
    private static final class Connector extends ChannelInboundHandlerAdapter {
        private final InetSocketAddress target;
        private final Wrapping out;

        Connector(InetSocketAddress target, Wrapping out) {
            this.target = target;
            this.out = out;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            Channel near = context.channel();
            new Bootstrap()
                    .group(near.eventLoop())
                    .channel(NioSocketChannel.class)
                    .option(ChannelOption.TCP_NODELAY, true)
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_LIMIT.toMillis())
                    .handler(new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel far) {
                            out.wrap(far);
                            far.pipeline().addLast(new Forwarder(near));
                        }
                    })
                    .connect(target)
                    .addListener((io.netty.channel.ChannelFuture connected) -> {
                        if (connected.isSuccess()) {
                            near.pipeline().replace(this, "forwarder", new Forwarder(connected.channel()));
                            near.config().setAutoRead(true);
                        } else {
                            Channels.close(near);
                        }
                    });
            context.fireChannelActive();
        }
    }

    /** Writes what it reads to the other half; closes that when its own is closed. */
    private static final class Forwarder extends ChannelInboundHandlerAdapter {
        private final Channel other;

        Forwarder(Channel other) {
            this.other = other;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            Channels.write(other, bytes);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            Channels.closeSoon(other);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            Channels.close(context.channel());
        }
    }
}
