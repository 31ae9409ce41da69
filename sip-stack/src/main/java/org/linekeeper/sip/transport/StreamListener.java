package org.linekeeper.sip.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.transport.TransportCounters.Event;

/** A TCP or TLS listener with all its connections, those that it accepted and those that it opened. */
@SuppressWarnings("FutureReturnValueIgnored") // nothing is left to do when the close of a refused connection fails
final class StreamListener {
    private static final int BACKLOG = 1_024;

    /** Left connections stay for minutes: where nobody serves, each call would leave another behind. */
    private static final int MOST_LEFT = 64;

    private final ListenerSettings listener;
    private final Surroundings around;
    private final MessageReceiver receiver;
    private final ConnectionCensus census;
    private final FlowSecurity security;
    private final Map<FlowKey, StreamFlow> opened = new ConcurrentHashMap<>();
    /** Opened, and left to end by themselves. */
    private final Set<StreamFlow> left = ConcurrentHashMap.newKeySet();

    private final Map<FlowKey, StreamFlow> accepted = new ConcurrentHashMap<>();
    private volatile @Nullable Channel channel;
    private volatile boolean closing;

    private StreamListener(
            ListenerSettings listener,
            Surroundings around,
            MessageReceiver receiver,
            ConnectionCensus census,
            FlowSecurity security) {
        this.listener = listener;
        this.around = around;
        this.receiver = receiver;
        this.census = census;
        this.security = security;
    }

    /** Binds the listener; blocks. */
    static StreamListener open(
            ListenerSettings settings,
            NettyLoop acceptor,
            Surroundings around,
            MessageReceiver receiver,
            ConnectionCensus census,
            FlowSecurity security)
            throws BindFailed {
        StreamListener listener = new StreamListener(settings, around, receiver, census, security);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(acceptor.eventLoop(), around.loops().group())
                .channel(Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, listener.waterMark())
                .childHandler(listener.acceptance());
        ChannelFuture bound = bootstrap.bind(settings.bind()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new BindFailed(settings, bound.cause());
        }
        listener.channel = bound.channel();
        return listener;
    }

    InetSocketAddress local() {
        Channel open = channel;
        return open != null && open.localAddress() instanceof InetSocketAddress address ? address : listener.bind();
    }

    int connections() {
        return opened.size() + left.size() + accepted.size();
    }

    /** Sends over the open connection to the target, or opens one. Any thread. */
    void send(Target target, byte[] message, MessageSender.SendFailure failed) {
        flowTo(target).request(message, failed);
    }

    /** Nothing new is sent over the connection to this target; the next message opens another. Any thread. */
    void leave(Target target) {
        FlowKey key = key(target, 0);
        StreamFlow flow = opened.get(key);
        if (flow != null && left.size() < MOST_LEFT) {
            left.add(flow);
            opened.remove(key, flow);
            flow.retire("its far end does not serve; the next connection may reach another");
            if (flow.isClosed()) {
                // It ended meanwhile, and has taken itself out before it was put in.
                left.remove(flow);
            }
        }
    }

    /** A connection of its own for one registration flow, which connects when something is first sent over it. */
    StreamFlow dedicated(Target target, int number) {
        FlowKey key = key(target, number);
        StreamFlow flow = fresh(key);
        opened.put(key, flow);
        return flow;
    }

    /** Sends over this connection, opening it first if it never was. Any thread. */
    void send(StreamFlow flow, Target target, byte[] message, MessageSender.SendFailure failed) {
        connect(flow, target);
        flow.request(message, failed);
    }

    /** The certificates that are shown here now; none without TLS. */
    List<CertificateInUse> certificates() {
        return security.identities().stream().map(this::inUse).toList();
    }

    /** The one that is shown where we go by this name. */
    Optional<CertificateInUse> certificateFor(String localName) {
        return security.identity(localName).map(this::inUse);
    }

    private CertificateInUse inUse(TlsIdentity identity) {
        return new CertificateInUse(listener.name(), identity.id(), identity.names(), identity.expires());
    }

    /**
     * Reads certificates that have changed, and retires the connections on which others were shown. Connections of registrations
     * stay: who is at their other end has seen its certificate, and their lines would all have to register anew. Blocks.
     */
    void reloadCertificates() {
        if (!security.reload()) {
            return;
        }
        around.counters().count(Event.CERTIFICATES_CHANGED);
        Set<String> current =
                security.identities().stream().map(TlsIdentity::id).collect(Collectors.toSet());
        Stream.concat(opened.values().stream(), accepted.values().stream())
                .filter(flow -> flow.key().number() == 0 && !current.contains(flow.shown()))
                .forEach(flow -> flow.retire("our certificate was replaced; the next connection shows the new one"));
    }

    void close() {
        closing = true;
        Channel open = channel;
        if (open != null) {
            open.close().awaitUninterruptibly(1_000);
        }
        opened.values().forEach(flow -> flow.close(null, "the listener was closed"));
        left.forEach(flow -> flow.close(null, "the listener was closed"));
        accepted.values().forEach(flow -> flow.close(null, "the listener was closed"));
    }

    private StreamFlow flowTo(Target target) {
        StreamFlow back = accepted.get(FlowKey.accepted(listener.name(), target.address()));
        if (back != null && !back.isClosed() && security.mayCarry(back.peerCertificates(), target)) {
            // The target is the far end of a connection that the peer opened: there is nothing to connect to there.
            return back;
        }
        FlowKey key = key(target, 0);
        StreamFlow existing = opened.get(key);
        if (existing != null && !existing.isClosed()) {
            return existing;
        }
        StreamFlow flow = opened.compute(key, (k, old) -> old != null && !old.isClosed() ? old : fresh(k));
        connect(flow, target);
        return flow;
    }

    private FlowKey key(Target target, int number) {
        String shown =
                security.identity(target.localName()).map(TlsIdentity::id).orElse("");
        return new FlowKey(listener.name(), target.address(), security.nameToCheck(target), shown, number);
    }

    private StreamFlow fresh(FlowKey key) {
        StreamFlow[] self = new StreamFlow[1];
        StreamFlow flow = new StreamFlow(key, listener, around.loops().owner(key.toString()), around, receiver, () -> {
            opened.remove(key, self[0]);
            left.remove(self[0]);
        });
        self[0] = flow;
        return flow;
    }

    private void connect(StreamFlow flow, Target target) {
        if (!flow.begin()) {
            return;
        }
        flow.loop().execute(() -> {
            Bootstrap bootstrap = new Bootstrap()
                    .group(flow.loop().eventLoop())
                    .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                    .option(ChannelOption.TCP_NODELAY, true)
                    .option(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark())
                    .handler(pipeline(flow, target));
            if (!listener.bind().getAddress().isAnyLocalAddress()) {
                bootstrap.localAddress(new InetSocketAddress(listener.bind().getAddress(), 0));
            }
            ChannelFuture connecting = bootstrap.connect(target.address());
            flow.opening(connecting.channel(), around.limits().handshakeTimeout(), Event.CONNECT_FAILED);
            connecting.addListener(done -> {
                if (!done.isSuccess()) {
                    flow.close(Event.CONNECT_FAILED, String.valueOf(done.cause().getMessage()));
                } else if (closing) {
                    flow.close(null, "the listener was closed");
                } else {
                    around.counters().count(Event.CONNECTION_OPENED);
                }
            });
        });
    }

    private ChannelHandler pipeline(StreamFlow flow, @Nullable Target target) {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel child) {
                assemble(child, flow, target);
            }
        };
    }

    private ChannelHandler acceptance() {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel child) {
                accept(child);
            }
        };
    }

    private void accept(Channel child) {
        if (!(child.remoteAddress() instanceof InetSocketAddress remote) || closing) {
            child.close();
            return;
        }
        Event refusal = census.enter(remote.getAddress());
        if (refusal != null) {
            around.counters().count(refusal);
            child.close();
            return;
        }
        around.counters().count(Event.CONNECTION_ACCEPTED);
        FlowKey key = FlowKey.accepted(listener.name(), remote);
        StreamFlow flow = new StreamFlow(key, listener, around.loops().of(child.eventLoop()), around, receiver, () -> {
            accepted.remove(key);
            census.leave(remote.getAddress());
        });
        accepted.put(key, flow);
        flow.opening(child, around.limits().handshakeTimeout(), Event.HANDSHAKE_TIMEOUT);
        assemble(child, flow, null);
    }

    private void assemble(Channel child, StreamFlow flow, @Nullable Target target) {
        security.secure(child, flow, target);
        child.pipeline().addLast(flow.decoder(), flow);
    }

    private WriteBufferWaterMark waterMark() {
        int high = around.limits().maxPendingWriteBytes();
        return new WriteBufferWaterMark(high / 2, high);
    }
}
