package org.linekeeper.bench.register;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;

/** Answers a REGISTER with itself: all that a 200 must copy is in it, the granted expiry too. */
final class EchoRegistrar implements AutoCloseable {
    private static final byte[] STATUS = "SIP/2.0 200 OK".getBytes(StandardCharsets.US_ASCII);

    private final DatagramChannel channel;

    private EchoRegistrar(DatagramChannel channel) {
        this.channel = channel;
    }

    static EchoRegistrar start(String host) throws IOException {
        DatagramChannel channel = DatagramChannel.open().bind(new InetSocketAddress(host, 0));
        EchoRegistrar registrar = new EchoRegistrar(channel);
        Thread thread = new Thread(registrar::serve, "registrar");
        thread.setDaemon(true);
        thread.start();
        return registrar;
    }

    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) channel.getLocalAddress();
    }

    private void serve() {
        ByteBuffer message = ByteBuffer.allocateDirect(65_536);
        try {
            while (true) {
                message.clear().position(STATUS.length);
                SocketAddress from = channel.receive(message);
                message.flip();
                int lineEnd = STATUS.length;
                while (message.get(lineEnd) != '\r') {
                    lineEnd++;
                }
                message.position(lineEnd - STATUS.length);
                message.put(STATUS).position(lineEnd - STATUS.length);
                channel.send(message, from);
            }
        } catch (ClosedChannelException e) {
            // the end of the run
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
