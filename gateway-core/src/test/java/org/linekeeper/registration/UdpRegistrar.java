package org.linekeeper.registration;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A registrar on a real socket that challenges once and keeps contacts; it ignores each first packet of a transaction if asked to. */
final class UdpRegistrar implements AutoCloseable {
    final List<String> received = new CopyOnWriteArrayList<>();
    final Map<String, String> contacts = new ConcurrentHashMap<>();
    volatile boolean losesFirst;

    private final DatagramSocket socket;
    private final Thread thread;
    private final Map<String, Boolean> seen = new ConcurrentHashMap<>();

    UdpRegistrar(String host) throws SocketException {
        socket = new DatagramSocket(new InetSocketAddress(host, 0));
        thread = new Thread(this::serve, "udp-registrar");
        thread.start();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    private void serve() {
        byte[] buffer = new byte[65_536];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
                String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
                boolean first = seen.put(header(text, "Via"), true) == null;
                if (!(losesFirst && first)) {
                    received.add(text);
                    byte[] answer = answer(text).getBytes(StandardCharsets.UTF_8);
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private String answer(String request) {
        String contact = header(request, "Contact");
        String expires = header(request, "Expires");
        boolean challenged = header(request, "Authorization").isEmpty();
        if (!challenged) {
            if (expires.equals("0")) {
                contacts.remove(header(request, "To"));
            } else {
                contacts.put(header(request, "To"), contact);
            }
        }
        return String.join(
                "\r\n",
                challenged ? "SIP/2.0 401 Unauthorized" : "SIP/2.0 200 OK",
                "Via: " + header(request, "Via"),
                "From: " + header(request, "From"),
                "To: " + header(request, "To") + ";tag=r",
                "Call-ID: " + header(request, "Call-ID"),
                "CSeq: " + header(request, "CSeq"),
                challenged
                        ? "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\", algorithm=SHA-256"
                        : "Contact: " + contact,
                "Content-Length: 0",
                "",
                "");
    }

    static String header(String message, String name) {
        Matcher matcher = Pattern.compile(
                        "^" + name.toLowerCase(Locale.ROOT) + ": ([^\r]*)\r$",
                        Pattern.MULTILINE | Pattern.UNIX_LINES | Pattern.CASE_INSENSITIVE)
                .matcher(message);
        return matcher.find() ? matcher.group(1) : "";
    }

    @Override
    public void close() {
        socket.close();
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
