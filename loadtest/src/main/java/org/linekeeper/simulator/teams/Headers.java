package org.linekeeper.simulator.teams;

import java.net.InetAddress;
import org.linekeeper.simulator.sip.SipHeaders;

/** What Teams says about itself in its messages. */
final class Headers {
    private static final String ALLOW = "INVITE,ACK,OPTIONS,CANCEL,BYE,NOTIFY";
    private static final String PRODUCT = "Microsoft.PSTNHub.SIPProxy v.2026.10.6.2 i.EUWE.3";

    private final Cloud cloud;
    private final int port;

    /** The port is the one it listens at. */
    Headers(Cloud cloud, int port) {
        this.cloud = cloud;
        this.port = port;
    }

    SipHeaders ofRequest() {
        return SipHeaders.EMPTY.with("User-Agent", PRODUCT).with("Allow", ALLOW);
    }

    SipHeaders ofResponse() {
        return SipHeaders.EMPTY.with("Allow", ALLOW).with("Server", PRODUCT);
    }

    SipHeaders timer() {
        return SipHeaders.EMPTY
                .with("Min-SE", "300")
                .with("Supported", "histinfo,timer")
                .with("Session-Expires", "3600");
    }

    String hostPort() {
        return cloud.fqdn() + ":" + port;
    }

    String via(InetAddress source, String branch) {
        return "SIP/2.0/TLS " + source.getHostAddress() + ":" + port + ";branch=" + branch;
    }

    String recordRoute() {
        return "<sip:" + cloud.region() + ":" + port + ";transport=tls;lr>";
    }

    /**
     * A Contact URI with a slash in a parameter and no user part.
     *
     * @param routed there is a Record-Route: the URI then says port 443, where nobody listens
     * @param which differs from fork to fork
     */
    String contact(boolean routed, String which) {
        String host = routed ? cloud.api() + ":443" : cloud.region() + ":" + port;
        return "sip:" + host + ";x-i=fe4b281c-bab3-5194-ad39-7825f218d426;x-c=9136894e55a50d3a4a5f89369925cec5/s/1/"
                + Integer.toHexString(which.hashCode());
    }
}
