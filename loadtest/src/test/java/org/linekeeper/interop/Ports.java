package org.linekeeper.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports that are free now, for programs that must be told theirs. */
final class Ports {
    private Ports() {}

    /** A port of this address that is free for both UDP and TCP. */
    static InetSocketAddress free(String address) {
        IOException last = new IOException("never tried");
        for (int attempt = 0; attempt < 50; attempt++) {
            try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getByName(address));
                    DatagramSocket udp = new DatagramSocket(tcp.getLocalPort(), InetAddress.getByName(address))) {
                return new InetSocketAddress(udp.getLocalAddress(), udp.getLocalPort());
            } catch (IOException taken) {
                last = taken;
            }
        }
        throw new UncheckedIOException("no free port on " + address, last);
    }

    /** {@code address:port}. */
    static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
