package org.linekeeper.bench.register;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.transport.ListenerSettings;
import org.linekeeper.sip.transport.MessageSender;
import org.linekeeper.sip.transport.MessageSource;

/** Keeps what would have been sent. */
final class CapturingSender implements MessageSender {
    private static final InetSocketAddress REGISTRAR = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5060);
    static final Target TARGET = new Target(SipTransport.UDP, REGISTRAR, "pbx.example");
    static final MessageSource SOURCE = new MessageSource("udp", SipTransport.UDP, REGISTRAR, List.of());
    private static final ListenerSettings LISTENER = new ListenerSettings(
            "udp",
            SipTransport.UDP,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 5062),
            "127.0.0.1",
            5062,
            Optional.empty());

    private final List<byte[]> sent = new ArrayList<>();

    List<byte[]> sent() {
        return sent;
    }

    void clear() {
        sent.clear();
    }

    @Override
    public void send(Target target, byte[] message, SendFailure failed) {
        sent.add(message);
    }

    @Override
    public ListenerSettings listenerFor(Target target) {
        return LISTENER;
    }
}
