package org.linekeeper.app.rehearsal;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A registrar on loopback that challenges whoever does not use its nonce and believes whoever does. */
final class ImaginaryRegistrar implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ImaginaryRegistrar.class);
    private static final int LARGEST = 4_096;

    private final PbxManner manner;
    private final DatagramSocket socket;
    private final Thread thread;
    private final AtomicInteger granted = new AtomicInteger();
    private final AtomicInteger nonces = new AtomicInteger();
    private volatile String nonce = nonce(0);

    ImaginaryRegistrar(InetAddress host, PbxManner manner) throws SocketException {
        this.manner = manner;
        socket = new DatagramSocket(new InetSocketAddress(host, 0));
        thread = new Thread(this::answer, "rehearsal");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** From now on another nonce is good. Any thread. */
    void newNonce() {
        nonce = nonce(nonces.incrementAndGet());
    }

    private static String nonce(int number) {
        return String.format(Locale.ROOT, "%032x", number);
    }

    /** How many registrations it granted. Any thread. */
    int granted() {
        return granted.get();
    }

    private void answer() {
        byte[] bytes = new byte[LARGEST];
        while (!socket.isClosed()) {
            try {
                DatagramPacket received = new DatagramPacket(bytes, bytes.length);
                socket.receive(received);
                String request = new String(bytes, 0, received.getLength(), StandardCharsets.ISO_8859_1);
                byte[] response = answer(request, received.getPort()).getBytes(StandardCharsets.ISO_8859_1);
                socket.send(new DatagramPacket(response, response.length, received.getSocketAddress()));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    LOG.debug("The imaginary registrar has lost a message", e);
                }
            }
        }
    }

    /** What a response must repeat (RFC 3261 8.2.6.2), and what this one adds. */
    private String answer(String request, int port) {
        String good = nonce;
        boolean believed = request.contains("nonce=\"" + good + '"');
        StringBuilder response = new StringBuilder(LARGEST);
        response.append(believed ? "SIP/2.0 200 OK\r\n" : "SIP/2.0 401 Unauthorized\r\n");
        repeat("Via", value(request, "Via").replace(";rport", ";received=127.0.0.1;rport=" + port), response);
        repeat("From", value(request, "From"), response);
        repeat("To", value(request, "To") + ";tag=rehearsal", response);
        repeat("Call-ID", value(request, "Call-ID"), response);
        repeat("CSeq", value(request, "CSeq"), response);
        if (believed) {
            granted.incrementAndGet();
            response.append(manner.granted(value(request, "Contact"))).append("\r\n");
        } else {
            repeat("WWW-Authenticate", manner.challenge(good), response);
        }
        repeat("Content-Length", "0", response);
        return response.append("\r\n").toString();
    }

    private void repeat(String header, String value, StringBuilder response) {
        response.append(manner.names(header)).append(": ").append(value).append("\r\n");
    }

    /** The gateway's own REGISTER has each of these headers once, and writes their names in one way. */
    private static String value(String request, String header) {
        int start = request.indexOf("\r\n" + header + ": ");
        int value = start + header.length() + 4;
        return start < 0 ? "" : request.substring(value, request.indexOf("\r\n", value));
    }

    /** Waits for its thread, which has nothing to wait for then. */
    @Override
    public void close() {
        socket.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
