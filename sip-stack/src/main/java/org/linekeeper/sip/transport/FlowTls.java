package org.linekeeper.sip.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.transport.TransportCounters.Event;

/**
 * TLS of one listener, in both directions with the same certificates. A connection carries messages only after its handshake, and
 * one that we opened only after the peer's certificate was found to name the domain.
 */
final class FlowTls implements FlowSecurity {
    private static final int MAX_CLIENT_HELLO = 16_384;

    private final TlsCertificates certificates;
    private final boolean wildcardNames;
    private final long handshakeMillis;

    private FlowTls(TlsCertificates certificates, boolean wildcardNames, long handshakeMillis) {
        this.certificates = certificates;
        this.wildcardNames = wildcardNames;
        this.handshakeMillis = handshakeMillis;
    }

    /** Reads certificate, key and roots. */
    static FlowTls of(ListenerSettings listener, TransportLimits limits) throws BindFailed {
        TlsSettings settings = listener.tls()
                .orElseThrow(() -> new IllegalArgumentException("no TLS settings for listener " + listener.name()));
        try {
            return new FlowTls(
                    TlsCertificates.open(listener.name(), settings),
                    settings.wildcardNames(),
                    // The flow's own timer comes first, and counts; these are what is left if it should not.
                    2 * limits.handshakeTimeout().toMillis());
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new BindFailed(
                    listener,
                    "listener " + listener.name() + " cannot use its certificate " + settings.certificateChain()
                            + " with key " + settings.privateKey()
                            + settings.trust()
                                    .map(roots -> " and roots " + roots)
                                    .orElse("")
                            + ": " + e.getMessage()
                            + ". The chain is PEM with the leaf first, the key PEM in PKCS#8 form, and both must belong together",
                    e);
        }
    }

    @Override
    public String nameToCheck(Target target) {
        return target.serverName();
    }

    @Override
    public Optional<TlsIdentity> identity(String localName) {
        return Optional.of(certificates.current().forName(localName));
    }

    @Override
    public List<TlsIdentity> identities() {
        return certificates.current().all();
    }

    @Override
    public boolean reload() {
        return certificates.reload();
    }

    @Override
    public boolean mayCarry(List<X509Certificate> peer, Target target) {
        // By address: the caller names nobody, it wants the peer that it heard from.
        boolean byAddress =
                target.serverName().equals(target.address().getAddress().getHostAddress());
        return byAddress
                || (!peer.isEmpty() && SipDomainIdentity.names(peer.get(0), target.serverName(), wildcardNames));
    }

    @Override
    public void secure(Channel channel, StreamFlow flow, @Nullable Target target) {
        if (target == null) {
            channel.pipeline()
                    .addLast(new SniHandler(
                            name -> shown(flow, certificates.current().forName(name))
                                    .server(),
                            MAX_CLIENT_HELLO,
                            handshakeMillis));
        } else {
            InetSocketAddress address = target.address();
            SslHandler handler = shown(flow, certificates.current().forName(target.localName()))
                    .client()
                    .newHandler(channel.alloc(), target.serverName(), address.getPort());
            handler.setHandshakeTimeoutMillis(handshakeMillis);
            channel.pipeline().addLast(handler);
        }
        channel.pipeline().addLast(new Gate(flow, target));
    }

    private static TlsIdentity shown(StreamFlow flow, TlsIdentity identity) {
        flow.showed(identity.id());
        return identity;
    }

    /** Waits for the end of the handshake. */
    private final class Gate extends ChannelInboundHandlerAdapter {
        private final StreamFlow flow;
        private final @Nullable Target target;

        Gate(StreamFlow flow, @Nullable Target target) {
            this.flow = flow;
            this.target = target;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof SslHandshakeCompletionEvent done) {
                if (done.isSuccess()) {
                    shaken(peerOf(ctx));
                } else {
                    flow.close(Event.HANDSHAKE_FAILED, "TLS handshake failed: " + reason(done.cause()));
                }
            }
            ctx.fireUserEventTriggered(event);
        }

        private void shaken(List<X509Certificate> peer) {
            Target wanted = target;
            if (wanted != null
                    && (peer.isEmpty() || !SipDomainIdentity.names(peer.get(0), wanted.serverName(), wildcardNames))) {
                flow.close(
                        Event.PEER_NAME_REFUSED,
                        "the certificate of " + wanted.address() + " does not name " + wanted.serverName());
                return;
            }
            flow.opened(peer);
        }

        private List<X509Certificate> peerOf(ChannelHandlerContext ctx) {
            List<X509Certificate> chain = new ArrayList<>();
            SslHandler handler = ctx.pipeline().get(SslHandler.class);
            if (handler != null) {
                try {
                    for (Certificate certificate : handler.engine().getSession().getPeerCertificates()) {
                        if (certificate instanceof X509Certificate x509) {
                            chain.add(x509);
                        }
                    }
                } catch (SSLPeerUnverifiedException e) {
                    // It showed no certificate, and none was required.
                    return List.of();
                }
            }
            return chain;
        }

        private static String reason(Throwable cause) {
            Throwable root = cause;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            return String.valueOf(root.getMessage());
        }
    }
}
