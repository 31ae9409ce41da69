package org.linekeeper.loadtest.demo;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where things of the demo are: loopback addresses of their own, the usual ports when they are free. */
final class DemoPlaces {
    static final String GATEWAY = "127.10.0.10";
    static final String PBX = "127.10.0.20";
    static final String STANDBY = "127.10.0.21";
    static final String TEAMS = "127.10.0.30";
    static final String DNS = "127.10.0.53";

    private static final Logger LOG = LoggerFactory.getLogger(DemoPlaces.class);

    private DemoPlaces() {}

    /** The wanted port, or any that is free for both UDP and TCP. */
    static InetSocketAddress at(String address, int wanted) throws IOException {
        for (int port : new int[] {wanted, 0, 0, 0, 0}) {
            try (ServerSocket tcp = new ServerSocket()) {
                tcp.bind(new InetSocketAddress(address, port));
                InetSocketAddress found = new InetSocketAddress(address, tcp.getLocalPort());
                if (udpFree(found)) {
                    return found;
                }
            } catch (java.net.BindException e) {
                LOG.debug("{}:{} is taken", address, port, e);
            }
        }
        throw new IOException("no free port at " + address);
    }

    private static boolean udpFree(InetSocketAddress address) throws IOException {
        try (DatagramSocket udp = new DatagramSocket(address)) {
            return udp.isBound();
        } catch (java.net.BindException taken) {
            return false;
        }
    }

    static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
