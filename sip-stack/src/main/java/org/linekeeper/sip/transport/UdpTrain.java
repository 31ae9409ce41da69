package org.linekeeper.sip.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.unix.Errors;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Datagrams of one length for one destination that wait for the same flush. Linux takes them as one and cuts them up (UDP_SEGMENT of
 * udp(7)) behind its routing, filters and queues, which cost more than the datagrams do. The peer sees no difference. Of the
 * socket's loop.
 */
final class UdpTrain {
    private static final int MOST_DATAGRAMS = 64;
    private static final int MOST_BYTES = 60_000;
    private static final int FEW_DATAGRAMS = 32;

    /** Datagrams of a train may not be fragmented. RFC 8200 5: "an MTU of 1280 octets or greater", less 48 octets of headers. */
    private static final int LONGEST = 1_280 - 48;

    /** What Linux answers where the route, the device or a filter cannot do it: EIO, EINVAL, EMSGSIZE, EOPNOTSUPP. */
    private static final Set<Integer> CANNOT = Set.of(-5, -22, -90, -95);

    private final Singly singly;
    private final List<MessageSender.SendFailure> failures = new ArrayList<>(MOST_DATAGRAMS);
    private boolean possible;
    private @Nullable ByteBuf datagrams;
    private @Nullable InetSocketAddress to;
    private int length;

    /** Writes one datagram. */
    interface Singly {
        void write(Channel channel, ByteBuf datagram, InetSocketAddress to, MessageSender.SendFailure failed);
    }

    /**
     * @param possible whether the socket is one that can do it
     * @param singly the way of what does not fit
     */
    UdpTrain(boolean possible, Singly singly) {
        this.possible = possible && EpollDatagramChannel.isSegmentedDatagramPacketSupported();
        this.singly = singly;
    }

    /** Copies a datagram. One that goes elsewhere, or is of another length, begins another train. */
    void add(
            Channel channel, InetSocketAddress destination, byte[] buffer, int size, MessageSender.SendFailure failed) {
        if (!possible || size > LONGEST) {
            singly.write(channel, channel.alloc().directBuffer(size).writeBytes(buffer, 0, size), destination, failed);
            return;
        }
        if (size != length || failures.size() == MOST_DATAGRAMS || isFull() || !destination.equals(to)) {
            leave(channel);
        }
        ByteBuf train = datagrams;
        if (train == null) {
            train = channel.alloc().directBuffer(size * FEW_DATAGRAMS, MOST_BYTES);
            datagrams = train;
            to = destination;
            length = size;
        }
        train.writeBytes(buffer, 0, size);
        failures.add(failed);
    }

    private boolean isFull() {
        return datagrams != null && datagrams.readableBytes() + length > MOST_BYTES;
    }

    /** Hands what waits to the channel; the caller flushes it. */
    void leave(Channel channel) {
        ByteBuf train = datagrams;
        InetSocketAddress destination = to;
        if (train == null || destination == null) {
            return;
        }
        datagrams = null;
        to = null;
        if (failures.size() == 1) {
            singly.write(channel, train, destination, failures.get(0));
        } else {
            writeAll(channel, train, destination, length, List.copyOf(failures));
        }
        failures.clear();
    }

    private void writeAll(
            Channel channel,
            ByteBuf train,
            InetSocketAddress destination,
            int size,
            List<MessageSender.SendFailure> told) {
        ByteBuf kept = train.retainedDuplicate();
        channel.write(new SegmentedDatagramPacket(train, size, destination)).addListener(done -> {
            try {
                if (!done.isSuccess()) {
                    takeApart(channel, kept, destination, size, told, done.cause());
                }
            } finally {
                kept.release();
            }
        });
    }

    /** What was refused as a train goes datagram by datagram; where the destination is to blame, each will say so. */
    private void takeApart(
            Channel channel,
            ByteBuf train,
            InetSocketAddress destination,
            int size,
            List<MessageSender.SendFailure> told,
            @Nullable Throwable cause) {
        if (cause instanceof Errors.NativeIoException refused && CANNOT.contains(refused.expectedErr())) {
            possible = false;
        }
        for (int i = 0; i < told.size(); i++) {
            byte[] message = new byte[size];
            train.getBytes(i * size, message);
            singly.write(channel, Unpooled.wrappedBuffer(message), destination, told.get(i));
        }
        channel.flush();
    }
}
