package org.linekeeper.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.xbill.DNS.Message;

/**
 * A query over UDP. The socket is connected, so the kernel drops datagrams of others, and has a random port of its own
 * (RFC 5452 9.2). What is not the reply is counted and waited past: a forged datagram must not be able to end a query.
 */
final class UdpExchange extends Exchange {
    /** A flood of forged datagrams must leave the loop time for other sockets. */
    private static final int MAX_READS = 16;

    private final InetSocketAddress server;
    private final Message query;
    private final byte[] bytes;
    private final ByteBuffer buffer;
    private final Tally tally;
    private boolean garbage;

    /** @param buffer of the loop; holds any datagram */
    UdpExchange(InetSocketAddress server, Message query, byte[] bytes, ByteBuffer buffer, Tally tally) {
        this.server = server;
        this.query = query;
        this.bytes = bytes.clone();
        this.buffer = buffer;
        this.tally = tally;
    }

    @Override
    SelectableChannel open(Selector selector) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.configureBlocking(false);
            channel.connect(server);
            channel.register(selector, SelectionKey.OP_READ, this);
            channel.write(ByteBuffer.wrap(bytes));
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    void ready(SelectionKey key) throws IOException {
        DatagramChannel channel = (DatagramChannel) key.channel();
        for (int i = 0; i < MAX_READS; i++) {
            buffer.clear();
            if (channel.receive(buffer) == null) {
                return;
            }
            byte[] datagram = new byte[buffer.flip().remaining()];
            buffer.get(datagram);
            switch (ReplyMatch.of(query, datagram)) {
                case OURS -> {
                    succeed(datagram);
                    return;
                }
                case NOT_OURS -> tally.ignoredReplies.increment();
                case GARBAGE -> {
                    tally.ignoredReplies.increment();
                    garbage = true;
                }
            }
        }
    }

    @Override
    IOException explain(IOException cause) {
        return garbage ? new GarbageException(cause) : cause;
    }
}
