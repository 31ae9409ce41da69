package org.linekeeper.sip.jain;

import javax.sip.address.Hop;
import org.linekeeper.dns.Target;

/** A located target as JAIN-SIP wants it: an IP literal, a port, a transport. */
record TargetHop(String host, int port, String transport) implements Hop {
    static TargetHop of(Target target) {
        return new TargetHop(
                target.address().getAddress().getHostAddress(),
                target.address().getPort(),
                target.transport().token());
    }

    @Override
    public String getHost() {
        return host;
    }

    @Override
    public int getPort() {
        return port;
    }

    @Override
    public String getTransport() {
        return transport;
    }
}
