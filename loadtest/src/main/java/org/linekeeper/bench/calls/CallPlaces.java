package org.linekeeper.bench.calls;

import java.net.InetSocketAddress;

/**
 * Where everybody is, on loopback.
 *
 * @param gateway address of its listeners and its admin port
 * @param pbx address of the registrar, of who calls and of the probe
 * @param sbc address of who answers, and of what gives it TLS
 */
record CallPlaces(String gateway, String pbx, String sbc) {
    static final int SIP = 5060;
    static final int TLS = 5061;
    static final int TEAMS = 5062;
    static final int ADMIN = 8080;
    static final int CALLER = 5070;
    static final int HOLDER = 5071;
    static final int PROBE = 5072;
    static final int OWN_CALLER = 5073;

    /** @param network three octets, such as {@code 127.0.79} */
    static CallPlaces on(String network) {
        return new CallPlaces(network + ".10", network + ".20", network + ".30");
    }

    InetSocketAddress gatewayAt(int port) {
        return new InetSocketAddress(gateway, port);
    }

    InetSocketAddress sbcAt(int port) {
        return new InetSocketAddress(sbc, port);
    }

    static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
