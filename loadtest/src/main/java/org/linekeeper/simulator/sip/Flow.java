package org.linekeeper.simulator.sip;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DatagramPacket;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/** The way to one peer: a connection, or our datagram socket together with the peer's address. */
public record Flow(Protocol protocol, Channel channel, InetSocketAddress remote) {
    public InetSocketAddress local() {
        return (InetSocketAddress) channel.localAddress();
    }

    public boolean open() {
        return channel.isActive();
    }

    void write(byte[] bytes) {
        Object message = protocol == Protocol.UDP
                ? new DatagramPacket(Unpooled.wrappedBuffer(bytes), remote)
                : Unpooled.wrappedBuffer(bytes);
        channel.writeAndFlush(message).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }

    /** The certificate the peer has shown; empty without TLS. */
    public Optional<X509Certificate> certificate() {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            return Optional.empty();
        }
        try {
            Certificate[] chain = tls.engine().getSession().getPeerCertificates();
            return chain[0] instanceof X509Certificate leaf ? Optional.of(leaf) : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }
}
