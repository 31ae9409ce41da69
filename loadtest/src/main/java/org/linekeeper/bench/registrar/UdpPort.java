package org.linekeeper.bench.registrar;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.locks.LockSupport;

/**
 * The UDP socket of the target. A datagram costs most on its way through the kernel, so they travel together: after each round
 * the thread naps until several requests wait, reads what came together with one call, and hands all answers to one client over as
 * one segmented datagram (UDP_SEGMENT). What arrives that way it takes as it is (UDP_GRO), as from a network card that merges
 * datagrams, so that no side pays for the other's cutting up.
 */
final class UdpPort extends SimpleChannelInboundHandler<DatagramPacket> {
    // A datagram that is read may be a train of 64.
    private static final int READ_BYTES = 65_535;
    private static final int READ_PER_ROUND = 256;
    // The kernel takes at most 64 segments and 64 KiB.
    private static final int SEND_TOGETHER = 60;
    private static final int SOCKET_BYTES = 4 << 20;

    private final Registrar registrar;
    private final long napNanos;
    private final byte[] message = new byte[Registrar.MOST_BYTES];
    private ByteBuf batch = Unpooled.EMPTY_BUFFER;
    private InetSocketAddress batchTo = new InetSocketAddress(0);

    private UdpPort(Registrar registrar, long napNanos) {
        this.registrar = registrar;
        this.napNanos = napNanos;
    }

    static Channel open(InetSocketAddress address, EventLoopGroup loop, Registrar registrar, long napNanos)
            throws IOException {
        ChannelFuture bound = new Bootstrap()
                .group(loop)
                .channel(EpollDatagramChannel.class)
                .option(ChannelOption.SO_RCVBUF, SOCKET_BYTES)
                .option(ChannelOption.SO_SNDBUF, SOCKET_BYTES)
                .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, READ_BYTES)
                .option(EpollChannelOption.UDP_GRO, true)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(READ_BYTES).maxMessagesPerRead(READ_PER_ROUND))
                .handler(new UdpPort(registrar, napNanos))
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("cannot bind UDP " + address, bound.cause());
        }
        return bound.channel();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
        ByteBuf content = packet.content();
        int length = Math.min(content.readableBytes(), message.length);
        content.readBytes(message, 0, length);
        InetSocketAddress sender = packet.sender();
        int answer = registrar.answer(message, length, sender, System.nanoTime());
        if (answer == AnswerWriter.LENGTH) {
            add(ctx, sender);
        } else if (answer > 0) {
            send(ctx, ctx.alloc().ioBuffer(answer).writeBytes(registrar.answerBytes(), 0, answer), sender);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        sendBatch(ctx);
        ctx.flush();
        if (napNanos > 0) {
            LockSupport.parkNanos(napNanos);
        }
    }

    private void add(ChannelHandlerContext ctx, InetSocketAddress to) {
        if (batch.isReadable() && !to.equals(batchTo)) {
            sendBatch(ctx);
        }
        if (!batch.isReadable()) {
            batch = ctx.alloc().ioBuffer(AnswerWriter.LENGTH * SEND_TOGETHER);
            batchTo = to;
        }
        batch.writeBytes(registrar.answerBytes(), 0, AnswerWriter.LENGTH);
        if (!batch.isWritable(AnswerWriter.LENGTH)) {
            sendBatch(ctx);
        }
    }

    private void sendBatch(ChannelHandlerContext ctx) {
        if (batch.isReadable()) {
            send(ctx, batch, batchTo);
            batch = Unpooled.EMPTY_BUFFER;
        }
    }

    private static void send(ChannelHandlerContext ctx, ByteBuf content, InetSocketAddress to) {
        DatagramPacket packet =
                content.readableBytes() > AnswerWriter.LENGTH && content.readableBytes() % AnswerWriter.LENGTH == 0
                        ? new SegmentedDatagramPacket(content, AnswerWriter.LENGTH, to)
                        : new DatagramPacket(content, to);
        ctx.write(packet).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }

    /** One datagram that cannot be sent does not touch the others; the client will repeat its request. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        System.err.println("target: " + cause);
    }
}
