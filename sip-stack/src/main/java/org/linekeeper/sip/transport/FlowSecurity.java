package org.linekeeper.sip.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.linekeeper.dns.Target;

/** What stands between a stream's socket and its messages. */
interface FlowSecurity {
    /** The name that the peer of a connection to this target must prove; empty where nothing is proved. */
    String nameToCheck(Target target);

    /** The certificate that we show where we go by this name, empty for the listener's; absent without TLS. */
    Optional<TlsIdentity> identity(String localName);

    /** The certificates in use; empty without TLS. */
    List<TlsIdentity> identities();

    /** Reads certificates that have changed; blocks. Returns whether others are in use than before. */
    boolean reload();

    /** Whether a request to this target may go over a connection that the peer opened, showing these certificates. */
    boolean mayCarry(List<X509Certificate> peer, Target target);

    /**
     * Adds its handlers to a new connection and calls {@link StreamFlow#opened} when messages may pass.
     *
     * @param target where we connect to; null for a connection that we accepted
     */
    void secure(Channel channel, StreamFlow flow, @Nullable Target target);

    /** Plain TCP. */
    FlowSecurity PLAIN = new FlowSecurity() {
        @Override
        public String nameToCheck(Target target) {
            return "";
        }

        @Override
        public Optional<TlsIdentity> identity(String localName) {
            return Optional.empty();
        }

        @Override
        public List<TlsIdentity> identities() {
            return List.of();
        }

        @Override
        public boolean reload() {
            return false;
        }

        @Override
        public boolean mayCarry(List<X509Certificate> peer, Target target) {
            return true;
        }

        @Override
        public void secure(Channel channel, StreamFlow flow, @Nullable Target target) {
            channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                @Override
                public void channelActive(ChannelHandlerContext ctx) {
                    flow.opened(List.of());
                    ctx.fireChannelActive();
                }
            });
        }
    };
}
