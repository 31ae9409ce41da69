package org.linekeeper.bench.generator;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import org.jspecify.annotations.Nullable;

/**
 * Datagrams to one peer. Those of one lane and one length that leave in one turn go as one segmented datagram (UDP_SEGMENT), which
 * the kernel takes apart on arrival. For one thread.
 */
final class UdpPath implements Path {
    private static final int TOGETHER = 16;

    private final Channel channel;
    private final InetSocketAddress to;
    private final EnumMap<Lane, Batch> batches = new EnumMap<>(Lane.class);
    private boolean isEmpty = true;

    /** What waits in one lane. */
    private static final class Batch {
        @Nullable
        ByteBuf content;

        int length;
    }

    UdpPath(Channel channel, InetSocketAddress to) {
        this.channel = channel;
        this.to = to;
    }

    @Override
    public void send(Lane lane, byte[] message, int length) {
        if (length == 0) {
            return;
        }
        Batch batch = batches.computeIfAbsent(lane, any -> new Batch());
        ByteBuf content = batch.content;
        if (content != null && (batch.length != length || !content.isWritable(length))) {
            write();
            content = null;
        }
        if (content == null) {
            content = channel.alloc().ioBuffer(length * TOGETHER, length * TOGETHER);
            batch.content = content;
            batch.length = length;
            isEmpty = false;
        }
        content.writeBytes(message, 0, length);
    }

    /** Hands over what waits, lane by lane. */
    void write() {
        if (isEmpty) {
            return;
        }
        isEmpty = true;
        for (Batch batch : batches.values()) {
            ByteBuf content = batch.content;
            if (content != null) {
                batch.content = null;
                write(content, batch.length);
            }
        }
    }

    private void write(ByteBuf batch, int length) {
        DatagramPacket packet = batch.readableBytes() > length
                ? new SegmentedDatagramPacket(batch, length, to)
                : new DatagramPacket(batch, to);
        channel.write(packet).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }
}
