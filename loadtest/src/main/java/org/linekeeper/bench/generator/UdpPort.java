package org.linekeeper.bench.generator;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A UDP socket of the generator, read by many datagrams at a time (recvmmsg). For the thread of its loop. */
final class UdpPort extends SimpleChannelInboundHandler<DatagramPacket> {
    private static final int READ_TOGETHER = 32;
    private static final int READ_PER_ROUND = 128;
    private static final int SOCKET_BYTES = 4 << 20;

    private final Receiver receiver;
    private final byte[] message = new byte[Call.MOST_BYTES];
    private final Map<InetSocketAddress, UdpPath> paths = new HashMap<>();
    private @Nullable InetSocketAddress lastPeer;
    private @Nullable UdpPath lastPath;

    private @Nullable Channel channel;

    /** Who gets what arrives. */
    interface Receiver {
        void received(byte[] message, int length, Path from, long now);
    }

    private UdpPort(Receiver receiver) {
        this.receiver = receiver;
    }

    static UdpPort open(InetSocketAddress address, EventLoopGroup loop, Receiver receiver) throws IOException {
        UdpPort port = new UdpPort(receiver);
        ChannelFuture bound = new Bootstrap()
                .group(loop)
                .channel(EpollDatagramChannel.class)
                .option(ChannelOption.SO_RCVBUF, SOCKET_BYTES)
                .option(ChannelOption.SO_SNDBUF, SOCKET_BYTES)
                .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, Call.MOST_BYTES)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(Call.MOST_BYTES * READ_TOGETHER)
                                .maxMessagesPerRead(READ_PER_ROUND))
                .handler(port)
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("cannot bind UDP " + address, bound.cause());
        }
        return port;
    }

    /** Before the bind, not when active: the bind is reported done before the channel is said to be active. */
    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        channel = ctx.channel();
    }

    /** The way to a peer; the same one each time. */
    UdpPath path(InetSocketAddress peer) {
        UdpPath path = lastPath;
        if (path == null || !peer.equals(lastPeer)) {
            path = paths.computeIfAbsent(peer, to -> new UdpPath(open(), to));
            lastPeer = peer;
            lastPath = path;
        }
        return path;
    }

    private Channel open() {
        Channel now = channel;
        if (now == null) {
            throw new IllegalStateException("the socket is not open");
        }
        return now;
    }

    InetSocketAddress local() {
        return (InetSocketAddress) open().localAddress();
    }

    /** Sends what waits. */
    void flush() {
        for (UdpPath path : paths.values()) {
            path.write();
        }
        open().flush();
    }

    void close() {
        open().close().awaitUninterruptibly(1_000);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
        ByteBuf content = packet.content();
        int length = content.readableBytes();
        content.readBytes(message, 0, length);
        receiver.received(message, length, path(packet.sender()), System.nanoTime());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        flush();
    }

    /** One datagram that cannot be sent does not touch the others: it counts as lost. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        System.err.println("generator: " + cause);
    }
}
