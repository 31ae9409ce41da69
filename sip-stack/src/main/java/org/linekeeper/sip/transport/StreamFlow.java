package org.linekeeper.sip.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.linekeeper.sip.transport.TransportCounters.Event;

/**
 * One TCP or TLS connection, accepted or opened by us, on one loop for its whole life: opening, open, closed. Messages wait in
 * its outbox while it opens and fail when it closes.
 */
@SuppressWarnings(
        "FutureReturnValueIgnored") // what goes wrong with a close or a pong shows as the end of the connection
final class StreamFlow extends ChannelInboundHandlerAdapter implements ReplyPath, FlowKeepAlive.Wire {
    private static final byte[] PING = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PONG = "\r\n".getBytes(StandardCharsets.US_ASCII);

    private final FlowKey key;
    private final ListenerSettings listener;
    private final NettyLoop loop;
    private final Surroundings around;
    private final MessageReceiver receiver;
    private final StreamDecoder decoder;
    private final Runnable forget;
    private final Outbox outbox;
    private final Unanswered unanswered;
    private final FlowTimes times;

    private FlowCompanion companion = FlowCompanion.NONE;
    private @Nullable Channel channel;
    private volatile State state = State.OPENING;
    private String closedBecause = "the connection was closed";
    private volatile MessageSource source;
    private long moves;
    private volatile String shown = "";
    private boolean retired;
    private final AtomicBoolean begun = new AtomicBoolean();

    /** @param forget takes the flow out of every table, once, on its loop */
    StreamFlow(
            FlowKey key,
            ListenerSettings listener,
            NettyLoop loop,
            Surroundings around,
            MessageReceiver receiver,
            Runnable forget) {
        this.key = key;
        this.listener = listener;
        this.loop = loop;
        this.around = around;
        this.receiver = receiver;
        this.forget = forget;
        this.decoder = new StreamDecoder(around.limits().maxMessageBytes());
        this.unanswered = new Unanswered(around.loops().nanoTicker());
        this.times = new FlowTimes(loop.timers(), around.limits(), decoder, this::close);
        this.outbox = new Outbox(loop, around.limits().maxPendingWriteBytes(), this::drain);
        this.source = new MessageSource(key.listener(), listener.transport(), key.remote(), List.of());
    }

    enum State {
        OPENING,
        OPEN,
        CLOSED
    }

    FlowKey key() {
        return key;
    }

    /** To be called before the connection is used. */
    void accompaniedBy(FlowCompanion other) {
        companion = other;
    }

    /** True for the first caller, who then opens the connection. */
    boolean begin() {
        return begun.compareAndSet(false, true);
    }

    NettyLoop loop() {
        return loop;
    }

    List<X509Certificate> peerCertificates() {
        return source.peerCertificates();
    }

    /** Notes which certificate of ours the peer is shown: {@link TlsIdentity#id}. */
    void showed(String certificate) {
        shown = certificate;
    }

    String shown() {
        return shown;
    }

    /** How often anything came or went. */
    private long moves() {
        return moves;
    }

    /** Nothing new begins on it; it ends when what has begun is over. Any thread. */
    void retire(String why) {
        loop.execute(() -> {
            if (!retired && state != State.CLOSED) {
                retired = true;
                new FlowRetirement(loop.timers(), this::moves, () -> close(Event.CONNECTION_RETIRED, why)).begin();
            }
        });
    }

    StreamDecoder decoder() {
        return decoder;
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    @Override
    public void send(byte[] bytes, MessageSender.SendFailure failed) {
        post(new Outbox.Letter(bytes, null, failed, false));
    }

    /** Sends a message to which an answer is expected: it fails too when the connection ends soon after. */
    void request(byte[] bytes, MessageSender.SendFailure failed) {
        post(new Outbox.Letter(bytes, null, failed, true));
    }

    private void post(Outbox.Letter letter) {
        if (!outbox.offer(letter)) {
            around.counters().count(Event.SEND_FAILED);
            loop.execute(() -> {
                letter.failed().failed("too many bytes wait to be sent to " + key.remote());
                if (state == State.OPEN) {
                    close(Event.PEER_NOT_READING, "the peer does not read what we send");
                }
            });
        }
    }

    @Override
    public void sendLast(byte[] bytes) {
        loop.execute(() -> {
            Channel open = channel;
            if (state == State.OPEN && open != null) {
                drain();
                if (bytes.length > 0) {
                    around.sent(listener, local(open), key.remote(), bytes);
                }
                open.config().setAutoRead(false);
                open.writeAndFlush(Unpooled.wrappedBuffer(bytes)).addListener(ChannelFutureListener.CLOSE);
            }
        });
    }

    /** Starts the time within which the connection must be ready to carry messages. Loop only. */
    void opening(Channel opened, Duration within, Event orElse) {
        this.channel = opened;
        times.opening(within, orElse, "no answer from " + key.remote() + " within " + within);
    }

    /** The connection is ready; messages may pass. Loop only. */
    void opened(List<X509Certificate> peerCertificates) {
        if (state != State.OPENING) {
            return;
        }
        state = State.OPEN;
        times.opened();
        source = new MessageSource(key.listener(), listener.transport(), key.remote(), peerCertificates);
        if (companion == FlowCompanion.NONE) {
            // Registrations may be silent for hours; their flow is watched by its keep-alive.
            times.watchIdle(this::moves);
        }
        companion.opened();
        outbox.ask();
    }

    /** Ends the connection; what waits in it fails with the cause. Any thread. */
    void close(@Nullable Event reason, String cause) {
        loop.execute(() -> {
            if (state == State.CLOSED) {
                return;
            }
            if (reason != null) {
                around.counters().count(reason);
            }
            closedBecause = cause;
            ended();
            Channel open = channel;
            if (open != null) {
                open.close();
            }
        });
    }

    private void ended() {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        times.stop();
        forget.run();
        companion.ended(closedBecause);
        drain();
        // RFC 3261 17.1.4: a transport error "SHOULD inform the TU": their answers will not come by this way.
        unanswered.end(told -> loop.execute(() -> told.failed(closedBecause)));
    }

    private void drain() {
        Channel open = channel;
        if (state == State.OPENING) {
            return;
        }
        boolean wrote = false;
        for (Outbox.Letter letter = outbox.poll(); letter != null; letter = outbox.poll()) {
            if (state == State.OPEN && open != null) {
                write(open, letter);
                wrote = true;
            } else {
                fail(letter, closedBecause);
            }
        }
        if (wrote && open != null) {
            open.flush();
        }
    }

    private void write(Channel open, Outbox.Letter letter) {
        if (!open.isWritable()) {
            // The write buffer's high mark is the limit: its peer does not read.
            fail(letter, "the peer does not read what we send");
            close(Event.PEER_NOT_READING, "the peer does not read what we send");
            return;
        }
        around.sent(listener, local(open), key.remote(), letter.message());
        moves++;
        open.write(Unpooled.wrappedBuffer(letter.message())).addListener(done -> {
            if (!done.isSuccess()) {
                fail(letter, state == State.CLOSED ? closedBecause : String.valueOf(done.cause()));
            } else if (letter.answerable()) {
                unanswered.add(letter.failed());
            }
        });
    }

    private void fail(Outbox.Letter letter, String cause) {
        around.counters().count(Event.SEND_FAILED);
        // As a task of its own, so that what the told one does never runs inside of what we do.
        loop.execute(() -> letter.failed().failed(cause));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object received) {
        moves++;
        if (received instanceof StreamDecoder.Whole whole) {
            around.received(listener, local(ctx.channel()), key.remote(), whole.message());
            companion.received(whole.message());
            receiver.received(new InboundMessage(whole.message(), source, this));
        } else if (received instanceof StreamDecoder.Unframed unframed) {
            around.received(listener, local(ctx.channel()), key.remote(), unframed.message());
            receiver.unframed(new InboundMessage(unframed.message(), source, this), unframed.reason());
        } else if (received instanceof StreamDecoder.Ping) {
            around.counters().count(Event.KEEP_ALIVE);
            pong(ctx);
            companion.ponged();
        } else if (received instanceof StreamDecoder.Pong) {
            companion.ponged();
        } else {
            ctx.fireChannelRead(received);
        }
    }

    private void pong(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            // RFC 5626 4.4.1: the server sends one CRLF back; flushed with whatever else this read causes.
            ctx.write(Unpooled.wrappedBuffer(PONG));
        } else {
            close(Event.PEER_NOT_READING, "the peer does not read what we send");
        }
    }

    @Override
    public void ping() {
        Channel open = channel;
        if (state != State.OPEN || open == null) {
            return;
        }
        if (!open.isWritable()) {
            close(Event.PEER_NOT_READING, "the peer does not read what we send");
            return;
        }
        around.counters().count(Event.KEEP_ALIVE_SENT);
        decoder.awaitPong(true);
        moves++;
        open.writeAndFlush(Unpooled.wrappedBuffer(PING));
    }

    @Override
    public void forgetPing() {
        decoder.awaitPong(false);
    }

    @Override
    public boolean isMidMessage() {
        return decoder.isMidMessage();
    }

    @Override
    public void failed(String cause) {
        close(Event.PONG_MISSED, cause);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        moves++;
        ctx.flush();
        if (state == State.OPEN) {
            times.read();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (state != State.CLOSED) {
            closedBecause = "the peer closed the connection";
            ended();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        close(state == State.OPENING ? Event.HANDSHAKE_FAILED : null, String.valueOf(cause.getMessage()));
    }

    private InetSocketAddress local(Channel open) {
        return open.localAddress() instanceof InetSocketAddress address ? address : listener.bind();
    }
}
