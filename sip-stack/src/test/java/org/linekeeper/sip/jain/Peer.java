package org.linekeeper.sip.jain;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.transport.Sockets;

/** The other side of a call: raw text over a real socket. */
interface Peer extends AutoCloseable {
    void send(String message) throws IOException;

    /** The next message; empty text when none comes in time. */
    String receive(int millis) throws IOException;

    /** How the stack reaches this peer. */
    Target target();

    /** What stands in its Via and Contact. */
    String hostPort();

    String transport();

    @Override
    void close() throws IOException;

    static Peer udp(String host, InetSocketAddress stack) throws IOException {
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName(host));
        return new Peer() {
            @Override
            public void send(String message) throws IOException {
                Sockets.sendUdp(socket, message, stack);
            }

            @Override
            public String receive(int millis) throws IOException {
                return Sockets.receiveUdp(socket, millis);
            }

            @Override
            public Target target() {
                return new Target(SipTransport.UDP, new InetSocketAddress(host, socket.getLocalPort()), "pbx.example");
            }

            @Override
            public String hostPort() {
                return literal(socket.getLocalAddress()) + ":" + socket.getLocalPort();
            }

            @Override
            public String transport() {
                return "UDP";
            }

            @Override
            public void close() {
                socket.close();
            }
        };
    }

    /** Calls the stack over a connection of its own, and is called over one that the stack opens. */
    static Peer stream(SipTransport transport, ServerSocket server, String serverName, SocketFactory connect) {
        return new Peer() {
            private Socket socket;

            @Override
            public void send(String message) throws IOException {
                if (socket == null) {
                    socket = connect.connect();
                }
                socket.getOutputStream().write(Sockets.bytes(message));
                socket.getOutputStream().flush();
            }

            @Override
            public String receive(int millis) throws IOException {
                if (socket == null) {
                    server.setSoTimeout(millis);
                    socket = server.accept();
                }
                return Sockets.readMessage(socket, millis);
            }

            @Override
            public Target target() {
                return new Target(
                        transport, new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), serverName);
            }

            @Override
            public String hostPort() {
                return literal(server.getInetAddress()) + ":" + server.getLocalPort();
            }

            @Override
            public String transport() {
                return transport.name();
            }

            @Override
            public void close() throws IOException {
                if (socket != null) {
                    socket.close();
                }
                server.close();
            }
        };
    }

    static Peer tcp(String host, InetSocketAddress stack) throws IOException {
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName(host));
        return stream(
                SipTransport.TCP,
                server,
                "pbx.example",
                () -> new Socket(stack.getAddress(), stack.getPort(), InetAddress.getByName(host), 0));
    }

    static Peer tls(String host, InetSocketAddress stack, SSLContext context) throws IOException {
        SSLServerSocket server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getByName(host));
        server.setNeedClientAuth(true);
        return stream(SipTransport.TLS, server, "pbx.example", () -> context.getSocketFactory()
                .createSocket(stack.getAddress(), stack.getPort(), InetAddress.getByName(host), 0));
    }

    private static String literal(InetAddress address) {
        String text = address.getHostAddress();
        return text.indexOf(':') < 0 ? text : "[" + text + "]";
    }

    /** Opens a connection to the stack. */
    interface SocketFactory {
        Socket connect() throws IOException;
    }
}
