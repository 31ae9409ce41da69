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

/**
 * A registrar on loopback that challenges whoever does not use its nonce and believes whoever does. Its answer is the request with
 * another first line: what a response must repeat is all in there (RFC 3261 8.2.6.2).
 */
final class ImaginaryRegistrar implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ImaginaryRegistrar.class);
    private static final String REALM = "rehearsal.invalid";
    private static final byte[] GRANTED = ascii("SIP/2.0 200 OK\r\n");
    private static final int LARGEST = 4_096;

    private final DatagramSocket socket;
    private final Thread thread;
    private final AtomicInteger granted = new AtomicInteger();
    private final AtomicInteger nonces = new AtomicInteger();
    private volatile Nonce nonce = Nonce.of(0);

    /**
     * A nonce.
     *
     * @param used what a request that uses it contains
     * @param challenge what other requests are answered with
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Nonce(byte[] used, byte[] challenge) {
        static Nonce of(int number) {
            String used = "nonce=\"" + String.format(Locale.ROOT, "%032x", number) + '"';
            String digest = "Digest realm=\"" + REALM + "\", " + used + ", stale=true, qop=\"auth\", algorithm=MD5";
            return new Nonce(
                    ascii(used),
                    ascii(String.join("\r\n", "SIP/2.0 401 Unauthorized", "WWW-Authenticate: " + digest, "")));
        }
    }

    ImaginaryRegistrar(InetAddress host) throws SocketException {
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
        nonce = Nonce.of(nonces.incrementAndGet());
    }

    /** How many registrations it granted. Any thread. */
    int granted() {
        return granted.get();
    }

    private void answer() {
        byte[] request = new byte[LARGEST];
        byte[] response = new byte[2 * LARGEST];
        while (!socket.isClosed()) {
            try {
                DatagramPacket received = new DatagramPacket(request, request.length);
                socket.receive(received);
                int headers = indexOf(request, received.getLength(), GRANTED, GRANTED.length - 2, 2) + 2;
                Nonce good = nonce;
                boolean believed = indexOf(request, received.getLength(), good.used(), 0, good.used().length) > 0;
                byte[] start = believed ? GRANTED : good.challenge();
                int rest = received.getLength() - headers;
                System.arraycopy(start, 0, response, 0, start.length);
                System.arraycopy(request, headers, response, start.length, rest);
                if (believed) {
                    granted.incrementAndGet();
                }
                socket.send(new DatagramPacket(response, start.length + rest, received.getSocketAddress()));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    LOG.debug("The imaginary registrar has lost a message", e);
                }
            }
        }
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

    /** Where these bytes of {@code wanted} begin; -1 for nowhere. */
    private static int indexOf(byte[] message, int length, byte[] wanted, int from, int count) {
        for (int i = 0; i <= length - count; i++) {
            int same = 0;
            while (same < count && message[i + same] == wanted[from + same]) {
                same++;
            }
            if (same == count) {
                return i;
            }
        }
        return -1;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
