package org.linekeeper.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.xbill.DNS.Message;

/** A DNS server that answers as no real one does. */
final class ScriptedDns implements AutoCloseable {
    private final DatagramSocket socket;
    private final AtomicLong received = new AtomicLong();
    private final Thread thread;

    private ScriptedDns(DatagramSocket socket, Function<Message, List<byte[]>> script) {
        this.socket = socket;
        this.thread = new Thread(() -> serve(script), "scripted-dns");
        thread.setDaemon(true);
        thread.start();
    }

    static ScriptedDns silent(String host) throws IOException {
        return start(host, query -> List.of());
    }

    /** @param script the datagrams to send for a query, in order */
    static ScriptedDns start(String host, Function<Message, List<byte[]>> script) throws IOException {
        return new ScriptedDns(new DatagramSocket(0, InetAddress.getByName(host)), script);
    }

    /** Like {@link #start}, on the port of a TCP listener. */
    static ScriptedDns beside(ServerSocket tcp, Function<Message, List<byte[]>> script) throws IOException {
        return new ScriptedDns(new DatagramSocket(tcp.getLocalPort(), tcp.getInetAddress()), script);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    long received() {
        return received.get();
    }

    @Override
    public void close() {
        socket.close();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(Function<Message, List<byte[]>> script) {
        byte[] buffer = new byte[65_536];
        while (!socket.isClosed()) {
            try {
                DatagramPacket query = new DatagramPacket(buffer, buffer.length);
                socket.receive(query);
                received.incrementAndGet();
                byte[] bytes = java.util.Arrays.copyOf(query.getData(), query.getLength());
                for (byte[] reply : script.apply(new Message(bytes))) {
                    socket.send(new DatagramPacket(reply, reply.length, query.getSocketAddress()));
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
