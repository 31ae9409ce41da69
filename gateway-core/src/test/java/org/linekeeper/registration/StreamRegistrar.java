package org.linekeeper.registration;

import static org.linekeeper.registration.UdpRegistrar.header;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** A registrar over TCP or TLS that challenges once and remembers which connection each address of record came over. */
final class StreamRegistrar implements AutoCloseable {
    /** A connection that a gateway opened. */
    final class Connection {
        /** To headers of the REGISTERs that were granted here, in order. */
        final List<String> registered = new CopyOnWriteArrayList<>();

        final BlockingQueue<String> responses = new LinkedBlockingQueue<>();
        private final Socket socket;

        private Connection(Socket socket) {
            this.socket = socket;
        }

        void send(String message) throws IOException {
            synchronized (socket) {
                socket.getOutputStream().write(message.getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
            }
        }

        void cut() throws IOException {
            socket.close();
        }

        private void serve() {
            try (InputStream in = new BufferedInputStream(socket.getInputStream())) {
                for (String message = read(in); !message.isEmpty(); message = read(in)) {
                    if (message.startsWith("REGISTER ")) {
                        requests.add(message);
                        send(answer(message));
                    } else {
                        responses.add(message);
                    }
                }
            } catch (IOException e) {
                failures.add(String.valueOf(e.getMessage()));
            } finally {
                open.remove(this);
            }
        }

        private String answer(String request) {
            boolean challenged = header(request, "Authorization").isEmpty();
            String contact = header(request, "Contact");
            if (!challenged) {
                if (header(request, "Expires").equals("0")) {
                    contacts.remove(header(request, "To"));
                } else {
                    contacts.put(header(request, "To"), contact);
                    registered.add(header(request, "To"));
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
    }

    final List<Connection> open = new CopyOnWriteArrayList<>();
    final List<Connection> accepted = new CopyOnWriteArrayList<>();
    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<String> failures = new CopyOnWriteArrayList<>();
    final Map<String, String> contacts = new ConcurrentHashMap<>();

    private final ServerSocket server;

    StreamRegistrar(ServerSocket server) {
        this.server = server;
        Thread thread = new Thread(this::accept, "stream-registrar");
        thread.setDaemon(true);
        thread.start();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Connection connection = new Connection(server.accept());
                accepted.add(connection);
                open.add(connection);
                Thread thread = new Thread(connection::serve, "stream-registrar connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    /** A message without body; CRLFs between messages are left out. Empty at the end. */
    private static String read(InputStream in) throws IOException {
        StringBuilder message = new StringBuilder();
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            boolean between = message.length() == 0 && (octet == '\r' || octet == '\n');
            if (!between) {
                message.append((char) octet);
                int length = message.length();
                if (length > 4 && message.substring(length - 4).equals("\r\n\r\n")) {
                    return message.toString();
                }
            }
        }
        return "";
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Connection connection : open) {
            connection.cut();
        }
    }
}
