package org.linekeeper.bench.registration;

/**
 * Where everybody is. Each has a loopback address of its own, so that standard ports serve.
 *
 * @param gateway its SIP listeners and its admin port
 * @param target the registrar
 * @param peer Kamailio
 */
record Places(String gateway, String target, String peer) {
    static final int SIP = 5060;
    static final int TEAMS = 5062;
    static final int ADMIN = 8080;

    /**
     * On loopback.
     *
     * @param network three octets, such as {@code 127.0.77}
     */
    static Places on(String network) {
        return new Places(network + ".10", network + ".20", network + ".30");
    }
}
