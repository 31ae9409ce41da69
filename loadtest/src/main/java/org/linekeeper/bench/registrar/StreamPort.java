package org.linekeeper.bench.registrar;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/** The target's listener for TCP and TLS. */
final class StreamPort extends ChannelInitializer<SocketChannel> {
    private final Registrar registrar;
    private final Optional<SslContext> tls;

    private StreamPort(Registrar registrar, Optional<SslContext> tls) {
        this.registrar = registrar;
        this.tls = tls;
    }

    /**
     * Listens.
     *
     * @param loop of the one thread that the registrar belongs to
     * @param tls empty for plain TCP
     */
    static Channel open(InetSocketAddress address, EventLoopGroup loop, Registrar registrar, Optional<SslContext> tls)
            throws IOException {
        ChannelFuture bound = new ServerBootstrap()
                .group(loop)
                .channel(EpollServerSocketChannel.class)
                .childHandler(new StreamPort(registrar, tls))
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("cannot bind TCP " + address, bound.cause());
        }
        return bound.channel();
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        registrar.connected();
        tls.ifPresent(context -> channel.pipeline().addLast(context.newHandler(channel.alloc())));
        channel.pipeline().addLast(new StreamRequests(registrar, channel.remoteAddress()));
    }
}
