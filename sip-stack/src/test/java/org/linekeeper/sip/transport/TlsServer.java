package org.linekeeper.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;

/** A TLS server that asks for certificates; takes every connection, and hands out whose it is. */
final class TlsServer implements AutoCloseable {
    private final String name;
    private final SSLServerSocket socket;
    private final BlockingQueue<Certificate> clients = new LinkedBlockingQueue<>();
    private final List<SSLSocket> accepted = new CopyOnWriteArrayList<>();

    TlsServer(TestCertificates certificates, String name, String host) throws Exception {
        this.name = name;
        socket = (SSLServerSocket) certificates
                .context(Optional.of(certificates.dns(name)))
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getByName(host));
        socket.setNeedClientAuth(true);
        new Thread(this::accept, "server").start();
    }

    private void accept() {
        try {
            while (true) {
                SSLSocket peer = (SSLSocket) socket.accept();
                accepted.add(peer);
                peer.startHandshake();
                clients.add(peer.getSession().getPeerCertificates()[0]);
            }
        } catch (IOException e) {
            // Closed by the test.
        }
    }

    /** @param localName which of our names is to be shown; empty for the listener's own */
    Target target(String localName) {
        InetSocketAddress address = new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
        return new Target(SipTransport.TLS, address, name, localName);
    }

    /** Whose the next connection is. */
    Certificate client() throws InterruptedException {
        Certificate client = clients.poll(30, TimeUnit.SECONDS);
        assertThat(client).isNotNull();
        return client;
    }

    /** The n-th connection, from 1. */
    SSLSocket connection(int number) {
        return accepted.get(number - 1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (SSLSocket peer : accepted) {
            peer.close();
        }
    }
}
