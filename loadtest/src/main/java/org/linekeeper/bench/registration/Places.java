package org.linekeeper.bench.registration;

/**
 * Where everybody is.
 *
 * @param gateway its SIP listeners and its admin port
 * @param target the registrar
 * @param targetPort its port for every transport
 * @param peer Kamailio; empty when there is no place for it
 */
record Places(String gateway, String target, int targetPort, String peer) {
    static final int SIP = 5060;
    static final int TLS = 5061;
    static final int TEAMS = 5062;
    static final int ADMIN = 8080;
    private static final int OTHER_SIP = 5070;

    /**
     * On loopback, each at an address of its own.
     *
     * @param network three octets, such as {@code 127.0.77}
     */
    static Places on(String network) {
        return new Places(network + ".10", network + ".20", SIP, network + ".30");
    }

    /** On the one loopback address that IPv6 has. */
    static Places onIpv6() {
        return new Places("::1", "::1", OTHER_SIP, "");
    }

    /** The gateway's address and one of its ports, as the settings file wants it. */
    String gatewayAt(int port) {
        return (gateway.indexOf(':') < 0 ? gateway : "[" + gateway + "]") + ":" + port;
    }

    boolean isIpv4() {
        return gateway.indexOf(':') < 0;
    }
}
