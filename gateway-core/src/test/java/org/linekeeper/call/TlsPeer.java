package org.linekeeper.call;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A SIP peer on real TLS sockets, those that it accepts and those that it opens. */
final class TlsPeer implements AutoCloseable {
    /** One message, and the connection that it came over. */
    record Heard(SipText message, SSLSocket over) {
        void send(SipText answer) {
            write(over, answer);
        }
    }

    private final SSLContext context;
    private final String host;
    private final SSLServerSocket server;
    private final List<SSLSocket> sockets = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Heard> inbox = new LinkedBlockingQueue<>();

    TlsPeer(SSLContext context, String host) throws IOException {
        this.context = context;
        this.host = host;
        this.server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName(host));
        server.setNeedClientAuth(true);
        new Thread(this::accept, "tls-peer").start();
    }

    InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    int connections() {
        return sockets.size();
    }

    /** The next message that is no response to what this peer asked for itself. */
    Heard request(String method) throws InterruptedException {
        while (true) {
            Heard heard = inbox.poll(10, TimeUnit.SECONDS);
            if (heard == null) {
                throw new AssertionError("no " + method);
            }
            if (heard.message().is(method)) {
                return heard;
            }
        }
    }

    SipText response(String method) throws InterruptedException {
        while (true) {
            Heard heard = inbox.poll(10, TimeUnit.SECONDS);
            if (heard == null) {
                throw new AssertionError("no response to " + method);
            }
            if (!heard.message().isRequest()
                    && heard.message().header("CSeq").endsWith(" " + method)
                    && heard.message().status() > 100) {
                return heard.message();
            }
        }
    }

    /** Opens a connection from this peer's address, asking for a name. */
    SSLSocket connect(InetSocketAddress to, String name) throws IOException {
        SSLSocket socket = (SSLSocket)
                context.getSocketFactory().createSocket(to.getAddress(), to.getPort(), InetAddress.getByName(host), 0);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(name)));
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        read(socket);
        return socket;
    }

    static void write(SSLSocket socket, SipText message) {
        try {
            socket.getOutputStream().write(message.raw().getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static X509Certificate shownBy(SSLSocket socket) throws IOException {
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    static String askedFor(SSLSocket socket) {
        return ((SNIHostName) ((ExtendedSSLSession) socket.getSession())
                        .getRequestedServerNames()
                        .get(0))
                .getAsciiName();
    }

    private void accept() {
        try {
            while (true) {
                SSLSocket socket = (SSLSocket) server.accept();
                read(socket);
            }
        } catch (IOException e) {
            // Closed by the test.
        }
    }

    private void read(SSLSocket socket) {
        sockets.add(socket);
        new Thread(() -> listen(socket), "tls-peer-connection").start();
    }

    private void listen(SSLSocket socket) {
        try {
            InputStream in = socket.getInputStream();
            StringBuilder text = new StringBuilder();
            for (int c = in.read(); c >= 0; c = in.read()) {
                text.append((char) c);
                int end = text.indexOf("\r\n\r\n");
                if (end >= 0) {
                    SipText head = SipText.parse(text.toString());
                    byte[] body = in.readNBytes(Integer.parseInt(head.header("Content-Length")));
                    inbox.add(new Heard(
                            new SipText(head.start(), head.lines(), new String(body, StandardCharsets.UTF_8)), socket));
                    text.setLength(0);
                }
            }
        } catch (IOException e) {
            // The connection ended.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (SSLSocket socket : sockets) {
            socket.close();
        }
    }
}
