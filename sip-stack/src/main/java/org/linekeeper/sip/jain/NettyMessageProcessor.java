package org.linekeeper.sip.jain;

import gov.nist.core.HostPort;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.text.ParseException;
import java.util.Locale;
import javax.sip.InvalidArgumentException;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.sip.transport.ListenerSettings;

/** JAIN-SIP's end of one listener. Sockets are opened and closed by the transports, not here. */
final class NettyMessageProcessor extends MessageProcessor {
    private static final int MAX_DATAGRAM = 65_535;

    private final JainStack stack;
    private final SipTransport spoken;
    private final ListenerSettings listener;

    NettyMessageProcessor(JainStack stack, InetAddress address, int port, String transport) {
        super(address, port, transport, stack);
        this.stack = stack;
        this.spoken = SipTransport.valueOf(transport.toUpperCase(Locale.ROOT));
        this.listener = stack.listenerOf(this);
    }

    JainStack stack() {
        return stack;
    }

    SipTransport spoken() {
        return spoken;
    }

    ListenerSettings listener() {
        return listener;
    }

    /** The stock one reads its sent-by from a text that it cuts at the first colon, which no IPv6 address survives. */
    @Override
    public Via getViaHeader() {
        Via via = new Via();
        try {
            via.setHost(listener().advertisedHost());
            via.setPort(listener().advertisedPort());
            via.setTransport(getTransport());
        } catch (ParseException | InvalidArgumentException e) {
            throw new IllegalStateException(
                    "no Via can be made of " + listener().advertisedHost(), e);
        }
        return via;
    }

    @Override
    public SIPTransactionStack getSIPStack() {
        return stack;
    }

    @Override
    public MessageChannel createMessageChannel(HostPort target) throws UnknownHostException {
        String host = target.getHost().getHostname();
        String literal = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        byte[] address = NetUtil.createByteArrayFromIpAddressString(literal);
        if (address == null) {
            // Looking a name up here would block the loop of many calls.
            throw new UnknownHostException("not an IP address: " + host);
        }
        return createMessageChannel(InetAddress.getByAddress(address), target.getPort());
    }

    @Override
    public MessageChannel createMessageChannel(InetAddress address, int port) {
        return NettyMessageChannel.outgoing(this, address, port > 0 ? port : spoken.defaultPort());
    }

    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public int getDefaultTargetPort() {
        return spoken.defaultPort();
    }

    @Override
    public boolean isSecure() {
        return spoken == SipTransport.TLS;
    }

    @Override
    public int getMaximumMessageSize() {
        return MAX_DATAGRAM;
    }

    @Override
    public boolean inUse() {
        return false;
    }
}
