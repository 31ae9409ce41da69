package org.linekeeper.simulator;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.linekeeper.simulator.sip.Hop;
import org.linekeeper.simulator.sip.Protocol;
import org.linekeeper.simulator.sip.SipFormatException;
import org.linekeeper.simulator.sip.SipHeaders;
import org.linekeeper.simulator.sip.SipUri;

/** Microsoft's SIP proxy in its messages. */
final class TeamsPersona implements Persona {
    private static final String ALLOW = "INVITE,ACK,OPTIONS,CANCEL,BYE,NOTIFY";
    private static final String PRODUCT = "Microsoft.PSTNHub.SIPProxy v.2026.10.6.2 i.EUWE.3";

    private final TeamsSettings settings;
    private final InetSocketAddress bound;

    TeamsPersona(TeamsSettings settings, InetSocketAddress bound) {
        this.settings = settings;
        this.bound = bound;
    }

    @Override
    public SipHeaders requestHeaders() {
        return SipHeaders.EMPTY.with("User-Agent", PRODUCT).with("Allow", ALLOW);
    }

    @Override
    public SipHeaders responseHeaders() {
        return SipHeaders.EMPTY.with("Allow", ALLOW).with("Server", PRODUCT);
    }

    /** No user part, parameters that must come back byte for byte, a slash in one of them. */
    @Override
    public String contact(String user) {
        return "sip:" + hostPort() + ";x-i=fe4b281c-bab3-5194-ad39-7825f218d426"
                + ";x-c=9136894e55a50d3a4a5f89369925cec5/s/1/" + Integer.toHexString(user.hashCode());
    }

    @Override
    public Optional<String> recordRoute() {
        return Optional.of("<sip:" + hostPort() + ";transport=tls;lr>");
    }

    @Override
    public String via(Protocol protocol) {
        return "SIP/2.0/TLS " + hostPort();
    }

    @Override
    public Optional<String> lowerVia(String branch) {
        return Optional.empty();
    }

    @Override
    public Hop hop(SipUri next) throws SipFormatException {
        InetAddress address = settings.hosts().get(next.host());
        if (address == null) {
            throw new SipFormatException(
                    next.addressed() ? "an address instead of a name: " + next.host() : "unknown name " + next.host());
        }
        return Hop.tls(new InetSocketAddress(address, next.port().orElse(5061)), next.host());
    }

    @Override
    public boolean freshConnections() {
        return true;
    }

    @Override
    public String offer() {
        return Sdp.secure(bound.getAddress().getHostAddress());
    }

    @Override
    public String answer(String offer) {
        return Sdp.answer(offer, bound.getAddress().getHostAddress());
    }

    String hostPort() {
        return settings.fqdn() + ":" + bound.getPort();
    }
}
