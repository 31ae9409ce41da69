package org.linekeeper.dns;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.xbill.DNS.Message;

/**
 * A query over TCP (RFC 7766) on a connection that is closed after it: long answers are rare, and an idle connection kept
 * open is one that may have died unseen.
 */
final class TcpExchange extends Exchange {
    private static final int LENGTH_PREFIX = 2;

    private final InetSocketAddress server;
    private final Message query;
    private final ByteBuffer request;
    private ByteBuffer incoming = ByteBuffer.allocate(LENGTH_PREFIX);
    private boolean lengthRead;

    TcpExchange(InetSocketAddress server, Message query, byte[] bytes) {
        this.server = server;
        this.query = query;
        // RFC 7766 8: length and message in one write, "to make it more likely that all the data will be
        // transmitted in a single TCP segment".
        this.request = ByteBuffer.allocate(LENGTH_PREFIX + bytes.length)
                .putShort((short) bytes.length)
                .put(bytes)
                .flip();
    }

    @Override
    SelectableChannel open(Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            boolean connected = channel.connect(server);
            channel.register(selector, connected ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT, this);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    void ready(SelectionKey key) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        if (key.isConnectable()) {
            channel.finishConnect();
            key.interestOps(SelectionKey.OP_WRITE);
        } else if (key.isWritable()) {
            channel.write(request);
            if (!request.hasRemaining()) {
                key.interestOps(SelectionKey.OP_READ);
            }
        } else if (key.isReadable()) {
            read(channel);
        }
    }

    private void read(SocketChannel channel) throws IOException {
        while (true) {
            int count = channel.read(incoming);
            if (count < 0) {
                throw new EOFException("connection closed before the reply was complete");
            }
            if (incoming.hasRemaining()) {
                return;
            }
            incoming.flip();
            if (lengthRead) {
                finish(incoming.array());
                return;
            }
            lengthRead = true;
            incoming = ByteBuffer.allocate(Short.toUnsignedInt(incoming.getShort()));
        }
    }

    private void finish(byte[] message) throws IOException {
        if (ReplyMatch.of(query, message) == ReplyMatch.OURS) {
            succeed(message);
        } else {
            fail(new IOException("reply to something else"));
        }
    }

    @Override
    IOException explain(IOException cause) {
        return new TcpException(cause);
    }
}
