package org.linekeeper.app.rehearsal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.trace.MessageTap;
import org.linekeeper.sip.transport.BindFailed;
import org.linekeeper.sip.transport.InboundMessage;
import org.linekeeper.sip.transport.ListenerSettings;
import org.linekeeper.sip.transport.MessageReceiver;
import org.linekeeper.sip.transport.MessageSource;
import org.linekeeper.sip.transport.NettyLoops;
import org.linekeeper.sip.transport.SipStackSettings;
import org.linekeeper.sip.transport.TransportCounters;
import org.linekeeper.sip.transport.TransportLimits;
import org.linekeeper.sip.transport.Transports;

/**
 * A registrar on loopback that challenges whoever does not use its nonce and believes whoever does. It answers through our own
 * sockets, several datagrams together, as a crowd is answered by a registrar that is quick.
 */
final class ImaginaryRegistrar implements MessageReceiver, AutoCloseable {
    private static final String LISTENER = "rehearsal-registrar";
    private static final int LARGEST = 4_096;

    /** Only datagrams of one length travel together. */
    private static final int USUAL = 1_000;

    private static final String PADDING = "Organization: ";

    private final PbxManner manner;
    private final Transports transports;
    private final AtomicInteger granted = new AtomicInteger();
    private final AtomicInteger nonces = new AtomicInteger();
    private volatile String nonce = nonce(0);

    ImaginaryRegistrar(NettyLoops loops, InetAddress host, PbxManner manner, Clock clock, RandomGenerator random)
            throws IOException {
        this.manner = manner;
        ListenerSettings listener = new ListenerSettings(
                LISTENER, SipTransport.UDP, new InetSocketAddress(host, 0), host.getHostAddress(), 0, Optional.empty());
        transports = new Transports(
                loops,
                new SipStackSettings(LISTENER, 1, List.of(listener), TransportLimits.defaults()),
                new TransportCounters(),
                MessageTap.NONE,
                clock,
                random);
        try {
            transports.open(this);
        } catch (BindFailed e) {
            throw new IOException(e);
        }
    }

    int port() {
        return transports.boundAddress(LISTENER).getPort();
    }

    /** From now on another nonce is good. Any thread. */
    void newNonce() {
        nonce = nonce(nonces.incrementAndGet());
    }

    private static String nonce(int number) {
        return String.format(Locale.ROOT, "%032x", number);
    }

    /** How many registrations it granted. Any thread. */
    int granted() {
        return granted.get();
    }

    @Override
    public boolean taken(byte[] buffer, int length, MessageSource source) {
        String request = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
        byte[] response = answer(request, source.remote().getPort()).getBytes(StandardCharsets.ISO_8859_1);
        Target client = new Target(SipTransport.UDP, source.remote(), PbxManner.REALM);
        // What is lost is asked for again.
        transports.send(client, response, response.length, cause -> {});
        return true;
    }

    @Override
    public void received(InboundMessage message) {
        throw new IllegalStateException("all is taken");
    }

    @Override
    public void unframed(InboundMessage message, TransportCounters.Event reason) {
        throw new IllegalStateException("nothing comes on a stream");
    }

    /** What a response must repeat (RFC 3261 8.2.6.2), and what this one adds. */
    private String answer(String request, int port) {
        String good = nonce;
        boolean believed = request.contains("nonce=\"" + good + '"');
        StringBuilder response = new StringBuilder(LARGEST);
        response.append(believed ? "SIP/2.0 200 OK\r\n" : "SIP/2.0 401 Unauthorized\r\n");
        repeat("Via", value(request, "Via").replace(";rport", ";received=127.0.0.1;rport=" + port), response);
        repeat("From", value(request, "From"), response);
        repeat("To", value(request, "To") + ";tag=rehearsal", response);
        repeat("Call-ID", value(request, "Call-ID"), response);
        repeat("CSeq", value(request, "CSeq"), response);
        if (believed) {
            granted.incrementAndGet();
            response.append(manner.granted(value(request, "Contact"))).append("\r\n");
        } else {
            boolean stale = request.contains("nonce=");
            repeat("WWW-Authenticate", manner.challenge(good) + (stale ? manner.stale() : ""), response);
        }
        repeat("Content-Length", "0", response);
        int missing = USUAL - response.length() - PADDING.length() - 4;
        if (missing > 0) {
            response.append(PADDING).append(".".repeat(missing)).append("\r\n");
        }
        return response.append("\r\n").toString();
    }

    private void repeat(String header, String value, StringBuilder response) {
        response.append(manner.names(header)).append(": ").append(value).append("\r\n");
    }

    /** The gateway's own REGISTER has each of these headers once, and writes their names in one way. */
    private static String value(String request, String header) {
        int start = request.indexOf("\r\n" + header + ": ");
        int value = start + header.length() + 4;
        return start < 0 ? "" : request.substring(value, request.indexOf("\r\n", value));
    }

    @Override
    public void close() {
        transports.close();
    }
}
