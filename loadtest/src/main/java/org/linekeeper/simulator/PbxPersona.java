package org.linekeeper.simulator;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.linekeeper.simulator.sip.Hop;
import org.linekeeper.simulator.sip.Protocol;
import org.linekeeper.simulator.sip.SipFormatException;
import org.linekeeper.simulator.sip.SipHeaders;
import org.linekeeper.simulator.sip.SipUri;

/** The PBX in its messages: a core whose address nobody outside can reach, behind an edge that records itself. */
final class PbxPersona implements Persona {
    private final String domain;
    private final InetSocketAddress edge;
    private final boolean encrypts;

    PbxPersona(String domain, InetSocketAddress edge, boolean encrypts) {
        this.domain = domain;
        this.edge = edge;
        this.encrypts = encrypts;
    }

    @Override
    public SipHeaders requestHeaders() {
        // NetSapiens says neither Allow nor Supported, and calls itself Server in requests too.
        return SipHeaders.EMPTY.with("Server", "Simulated hosted PBX");
    }

    @Override
    public SipHeaders responseHeaders() {
        return SipHeaders.EMPTY.with("Server", "Simulated hosted PBX");
    }

    @Override
    public String contact(String user) {
        return "sip:" + user + "@core." + domain + ":5060";
    }

    @Override
    public Optional<String> recordRoute() {
        return Optional.of("<sip:" + edgeHostPort() + ";lr>");
    }

    @Override
    public String via(Protocol protocol) {
        return "SIP/2.0/" + protocol + " " + edgeHostPort();
    }

    @Override
    public Optional<String> lowerVia(String branch) {
        return Optional.of("SIP/2.0/UDP core." + domain + ":5060;branch=" + branch);
    }

    @Override
    public Hop hop(SipUri next) throws SipFormatException {
        if (!next.addressed()) {
            throw new SipFormatException("the PBX cannot resolve " + next.host());
        }
        boolean tcp = next.parameter("transport").orElse("udp").equalsIgnoreCase("tcp");
        InetSocketAddress remote =
                new InetSocketAddress(next.host(), next.port().orElse(5060));
        return Hop.to(tcp ? Protocol.TCP : Protocol.UDP, remote);
    }

    @Override
    public boolean freshConnections() {
        return false;
    }

    @Override
    public String offer() {
        String address = edge.getAddress().getHostAddress();
        return encrypts ? Sdp.encrypted(address) : Sdp.plain(address);
    }

    @Override
    public String answer(String offer) {
        return Sdp.answer(offer, edge.getAddress().getHostAddress());
    }

    private String edgeHostPort() {
        return edge.getAddress().getHostAddress() + ":" + edge.getPort();
    }
}
