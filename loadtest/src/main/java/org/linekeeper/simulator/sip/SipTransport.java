package org.linekeeper.simulator.sip;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;

/** The sockets of one simulator, all on one event loop; every callback comes on it. */
public final class SipTransport {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int BIND_SECONDS = 5;
    private static final int RECEIVE_BUFFER = 4 << 20;

    /** Takes what arrives. */
    public interface Receiver {
        void received(byte[] message, Flow flow);

        /** The stream could not be cut into messages, or TLS failed; the connection is closed. */
        void broken(String why, Flow flow);
    }

    private final EventLoop loop;
    private final Receiver receiver;
    private final Optional<TlsContexts> tls;
    private final Map<Hop, CompletableFuture<Flow>> connections = new HashMap<>();
    private final Map<Protocol, Channel> listeners = new HashMap<>();

    public SipTransport(EventLoop loop, Optional<TlsContexts> tls, Receiver receiver) {
        this.loop = loop;
        this.tls = tls;
        this.receiver = receiver;
    }

    /** Listens. Called before traffic, from any thread but the loop. */
    public InetSocketAddress listen(Protocol protocol, InetSocketAddress address) throws IOException {
        ChannelFuture binding = (protocol == Protocol.UDP ? udp() : tcp(protocol)).apply(address);
        if (!binding.awaitUninterruptibly(BIND_SECONDS, TimeUnit.SECONDS) || !binding.isSuccess()) {
            throw new IOException("cannot listen at " + address + " " + protocol, binding.cause());
        }
        listeners.put(protocol, binding.channel());
        return (InetSocketAddress) binding.channel().localAddress();
    }

    private interface Binder {
        ChannelFuture apply(InetSocketAddress address);
    }

    private Binder udp() {
        return new Bootstrap()
                .group(loop)
                .channel(NioDatagramChannel.class)
                .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new io.netty.channel.FixedRecvByteBufAllocator(65_535))
                .handler(new Datagrams())::bind;
    }

    private Binder tcp(Protocol protocol) {
        return new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (protocol == Protocol.TLS) {
                            channel.pipeline().addLast(contexts().server().newHandler(channel.alloc()));
                        }
                        channel.pipeline().addLast(new StreamFramer(), new Messages(protocol));
                    }
                })::bind;
    }

    /** Finds the flow that a hop names, or opens one. On the loop. */
    public CompletableFuture<Flow> flow(Hop hop) {
        if (hop.flow().isPresent()) {
            return CompletableFuture.completedFuture(hop.flow().get());
        }
        if (hop.protocol() == Protocol.UDP) {
            Channel socket = listeners.get(Protocol.UDP);
            return socket == null
                    ? CompletableFuture.failedFuture(new IOException("no UDP socket"))
                    : CompletableFuture.completedFuture(new Flow(Protocol.UDP, socket, hop.remote()));
        }
        CompletableFuture<Flow> known = connections.get(hop);
        if (known != null) {
            return known;
        }
        CompletableFuture<Flow> fresh = connect(hop);
        connections.put(hop, fresh);
        return fresh;
    }

    /** Opens a connection that no later request will find. On the loop. */
    public CompletableFuture<Flow> connect(Hop hop) {
        CompletableFuture<Flow> opened = new CompletableFuture<>();
        Bootstrap bootstrap = new Bootstrap();
        hop.from().ifPresent(from -> bootstrap.localAddress(new InetSocketAddress(from, 0)));
        bootstrap
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (hop.protocol() == Protocol.TLS) {
                            channel.pipeline().addLast(tlsClient(channel, hop));
                        }
                        channel.pipeline().addLast(new StreamFramer(), new Messages(hop.protocol()));
                    }
                })
                .connect(hop.remote())
                .addListener((ChannelFuture connected) -> connected(connected, hop, opened));
        return opened;
    }

    private void connected(ChannelFuture connected, Hop hop, CompletableFuture<Flow> opened) {
        Channel channel = connected.channel();
        if (!connected.isSuccess()) {
            connections.remove(hop, opened);
            opened.completeExceptionally(connected.cause());
            return;
        }
        channel.closeFuture().addListener(closed -> connections.remove(hop, opened));
        Flow flow = new Flow(hop.protocol(), channel, hop.remote());
        SslHandler handshake = channel.pipeline().get(SslHandler.class);
        if (handshake == null) {
            opened.complete(flow);
            return;
        }
        handshake.handshakeFuture().addListener(done -> {
            if (done.isSuccess()) {
                opened.complete(flow);
            } else {
                opened.completeExceptionally(done.cause());
            }
        });
    }

    private SslHandler tlsClient(Channel channel, Hop hop) {
        String name = hop.serverName().orElse(hop.remote().getHostString());
        SslHandler handler = contexts()
                .client()
                .newHandler(channel.alloc(), name, hop.remote().getPort());
        SSLParameters parameters = handler.engine().getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setServerNames(java.util.List.of(new SNIHostName(name)));
        handler.engine().setSSLParameters(parameters);
        return handler;
    }

    private TlsContexts contexts() {
        return tls.orElseThrow(() -> new IllegalStateException("no TLS identity"));
    }

    private final class Datagrams extends SimpleChannelInboundHandler<DatagramPacket> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            byte[] bytes = new byte[packet.content().readableBytes()];
            packet.content().readBytes(bytes);
            // RFC 5626 section 3.5.1 and common practice: a datagram of line ends only keeps a NAT binding open.
            if (bytes.length > 4) {
                receiver.received(bytes, new Flow(Protocol.UDP, context.channel(), packet.sender()));
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            receiver.broken(cause.toString(), new Flow(Protocol.UDP, context.channel(), new InetSocketAddress(0)));
        }
    }

    private final class Messages extends SimpleChannelInboundHandler<byte[]> {
        private final Protocol protocol;

        Messages(Protocol protocol) {
            this.protocol = protocol;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, byte[] message) {
            receiver.received(message, flow(context));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // A peer that resets an idle connection breaks no rule; bytes that are no SIP do.
            if (!(cause instanceof IOException) || cause instanceof javax.net.ssl.SSLException) {
                receiver.broken(cause.toString(), flow(context));
            }
            context.close().addListener(closed -> {});
        }

        private Flow flow(ChannelHandlerContext context) {
            return new Flow(protocol, context.channel(), (InetSocketAddress)
                    context.channel().remoteAddress());
        }
    }
}
