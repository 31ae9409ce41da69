package org.linekeeper.bench.calls;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A registrar that grants every REGISTER: nothing about registrations is measured here. Has a thread of its own, which mostly sleeps. */
final class Believer implements AutoCloseable {
    private static final int LARGEST = 4_096;

    private final DatagramSocket socket;
    private final AtomicInteger granted = new AtomicInteger();

    private Believer(DatagramSocket socket) {
        this.socket = socket;
    }

    static Believer at(InetSocketAddress address) throws IOException {
        Believer believer = new Believer(new DatagramSocket(address));
        Thread thread = new Thread(believer::answer, "registrar");
        thread.setDaemon(true);
        thread.start();
        return believer;
    }

    int granted() {
        return granted.get();
    }

    /** What a response must repeat is all in the request (RFC 3261 8.2.6.2), and so is the Contact that 10.3 wants. */
    private void answer() {
        byte[] buffer = new byte[LARGEST];
        while (!socket.isClosed()) {
            try {
                DatagramPacket received = new DatagramPacket(buffer, buffer.length);
                socket.receive(received);
                String request = new String(buffer, 0, received.getLength(), StandardCharsets.ISO_8859_1);
                int headers = request.indexOf("\r\n");
                if (headers < 0 || !request.startsWith("REGISTER ")) {
                    continue;
                }
                byte[] response = ("SIP/2.0 200 OK" + request.substring(headers)).getBytes(StandardCharsets.ISO_8859_1);
                socket.send(new DatagramPacket(response, response.length, received.getSocketAddress()));
                granted.incrementAndGet();
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    System.err.println("bench: the registrar lost a message: " + e);
                }
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
