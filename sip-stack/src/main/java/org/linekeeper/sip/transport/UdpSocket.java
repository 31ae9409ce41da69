package org.linekeeper.sip.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.linekeeper.sip.transport.TransportCounters.Event;

/** The socket of a UDP listener: reads and writes in batches on one loop. */
final class UdpSocket extends SimpleChannelInboundHandler<DatagramPacket> {
    private static final int MAX_DATAGRAM = 65_535;

    /** So many datagrams are read before other sockets have their turn: who reads fewer has read them all. */
    private static final int TURN = 32;

    private static final int OUTBOX_BYTES = 16 << 20;

    private static final String FULL = "too many datagrams wait to be sent from listener ";

    private final ListenerSettings listener;
    private final NettyLoop loop;
    private final Surroundings around;
    private final MessageReceiver receiver;
    private final Outbox outbox;
    private final Backlog backlog;

    /** Datagrams in this turn; of the socket's loop. */
    private int read;

    /** The datagram being looked at; of the socket's loop. */
    private final byte[] scratch = new byte[MAX_DATAGRAM];

    private final UdpTrain train;

    private volatile @Nullable Channel channel;

    private UdpSocket(ListenerSettings listener, NettyLoop loop, Surroundings around, MessageReceiver receiver) {
        this.listener = listener;
        this.loop = loop;
        this.around = around;
        this.receiver = receiver;
        this.backlog = loop.backlog();
        this.outbox = new Outbox(loop, OUTBOX_BYTES, this::drain);
        this.train = new UdpTrain(Epoll.isAvailable(), this::write);
    }

    /** Binds the socket; blocks. */
    static UdpSocket open(ListenerSettings listener, NettyLoop loop, Surroundings around, MessageReceiver receiver)
            throws BindFailed {
        UdpSocket socket = new UdpSocket(listener, loop, around, receiver);
        Bootstrap bootstrap = new Bootstrap()
                .group(loop.eventLoop())
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.SO_RCVBUF, around.limits().datagramBufferBytes())
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(OUTBOX_BYTES / 2, OUTBOX_BYTES))
                .option(ChannelOption.SO_SNDBUF, around.limits().datagramBufferBytes())
                .handler(socket);
        if (Epoll.isAvailable()) {
            // UDP_GRO of udp(7): where the network card or the peer hands over datagrams of one length together, they
            // are
            // read together. One such train for each read: of several Netty 4.2.18 loses where the datagrams end.
            bootstrap
                    .channelFactory(() -> epoll(listener))
                    .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, MAX_DATAGRAM)
                    .option(EpollChannelOption.UDP_GRO, true)
                    .option(
                            ChannelOption.RECVBUF_ALLOCATOR,
                            new FixedRecvByteBufAllocator(MAX_DATAGRAM).maxMessagesPerRead(TURN));
        } else {
            bootstrap
                    .channel(NioDatagramChannel.class)
                    .option(
                            ChannelOption.RECVBUF_ALLOCATOR,
                            new FixedRecvByteBufAllocator(MAX_DATAGRAM).maxMessagesPerRead(TURN));
        }
        ChannelFuture bound = bootstrap.bind(listener.bind()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new BindFailed(listener, bound.cause());
        }
        socket.channel = bound.channel();
        return socket;
    }

    /** A socket of the address's own family: one of IPv6 that carries IPv4 translates the address of each datagram. */
    private static EpollDatagramChannel epoll(ListenerSettings listener) {
        return new EpollDatagramChannel(
                listener.bind().getAddress() instanceof Inet4Address
                        ? SocketProtocolFamily.INET
                        : SocketProtocolFamily.INET6);
    }

    InetSocketAddress local() {
        Channel open = channel;
        return open != null && open.localAddress() instanceof InetSocketAddress address ? address : listener.bind();
    }

    void send(InetSocketAddress to, byte[] message, MessageSender.SendFailure failed) {
        if (!isResponse(message)) {
            around.budget().called(to.getAddress());
        } else if (message[8] >= '3' && !mayAnswer(to)) {
            // A refusal of an INVITE is repeated until its ACK comes, which it never does from a forged source.
            return;
        }
        post(to, message, failed);
    }

    /** As the other, for bytes that the caller goes on using: they are copied to where the system takes them from. */
    void send(InetSocketAddress to, byte[] buffer, int length, MessageSender.SendFailure failed) {
        Channel open = channel;
        if (open == null || around.watched() || !loop.isCurrent()) {
            send(to, Arrays.copyOf(buffer, length), failed);
            return;
        }
        around.budget().called(to.getAddress());
        if (!open.isWritable()) {
            fail(failed, FULL + listener.name());
            return;
        }
        around.counters().count(Event.MESSAGE_SENT);
        train.add(open, to, buffer, length, failed);
        // One flush for all that this turn of the loop has to send.
        outbox.ask();
    }

    /** The code of a response stands behind {@code SIP/2.0} and a space. */
    private static boolean isResponse(byte[] message) {
        return message.length > 8 && message[0] == 'S' && message[3] == '/' && message[7] == ' ';
    }

    private void post(InetSocketAddress to, byte[] message, MessageSender.SendFailure failed) {
        if (!outbox.offer(new Outbox.Letter(message, to, failed, false))) {
            fail(failed, FULL + listener.name());
        }
    }

    void close() {
        Channel open = channel;
        if (open != null) {
            open.close().awaitUninterruptibly(1_000);
        }
    }

    private void drain() {
        Channel open = channel;
        if (open == null) {
            return;
        }
        InetSocketAddress local = local();
        for (Outbox.Letter letter = outbox.poll(); letter != null; letter = outbox.poll()) {
            InetSocketAddress to = letter.to();
            if (to != null) {
                write(open, local, letter, to);
            }
        }
        train.leave(open);
        open.flush();
    }

    private void write(Channel open, InetSocketAddress local, Outbox.Letter letter, InetSocketAddress to) {
        around.sent(listener, local, to, letter.message());
        write(open, Unpooled.wrappedBuffer(letter.message()), to, letter.failed());
    }

    private void write(Channel open, ByteBuf packet, InetSocketAddress to, MessageSender.SendFailure failed) {
        open.write(new DatagramPacket(packet, to)).addListener(done -> {
            if (!done.isSuccess()) {
                fail(failed, String.valueOf(done.cause()));
            }
        });
    }

    private boolean mayAnswer(InetSocketAddress to) {
        boolean allowed = around.budget().allows(to.getAddress());
        if (!allowed) {
            around.counters().count(Event.REPLY_WITHHELD);
        }
        return allowed;
    }

    private void fail(MessageSender.SendFailure failed, String cause) {
        around.counters().count(Event.SEND_FAILED);
        around.loops().loop(0).execute(() -> failed.failed(cause));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (read >= TURN) {
            backlog.behind(ctx.channel().eventLoop().ticker().nanoTime());
        } else {
            backlog.caughtUp();
        }
        read = 0;
        ctx.fireChannelReadComplete();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
        ByteBuf content = packet.content();
        // RFC 3261 7.5: implementations "MUST ignore any CRLF appearing before the start-line".
        while (content.isReadable() && isKeepAlive(content.getByte(content.readerIndex()))) {
            content.skipBytes(1);
        }
        if (!content.isReadable()) {
            around.counters().count(Event.KEEP_ALIVE);
            return;
        }
        int length = content.readableBytes();
        content.readBytes(scratch, 0, length);
        InetSocketAddress remote = packet.sender();
        if (around.watched()) {
            around.received(listener, local(), remote, Arrays.copyOf(scratch, length));
        } else {
            around.counters().count(Event.MESSAGE_RECEIVED);
        }
        if (length > around.limits().maxMessageBytes()) {
            around.counters().count(Event.MESSAGE_TOO_LARGE);
            return;
        }
        MessageSource source = new MessageSource(listener.name(), listener.transport(), remote, List.of());
        if (!receiver.taken(scratch, length, source)) {
            // Responses to REGISTERs come in crowds, take microseconds each, and are as many as their window lets
            // through.
            read++;
            byte[] message = Arrays.copyOf(scratch, length);
            receiver.left(new InboundMessage(message, source, new UdpReply(this, remote)));
        }
    }

    private static boolean isKeepAlive(byte octet) {
        return octet == '\r' || octet == '\n' || octet == 0;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // A datagram socket reports what went wrong with one datagram; the next one is not touched by it.
        around.counters().count(Event.SEND_FAILED);
    }

    /** Back to the packet's source, whatever its Via says: nobody can make us send to a third address. */
    private record UdpReply(UdpSocket socket, InetSocketAddress to) implements ReplyPath {
        @Override
        public void send(byte[] message, MessageSender.SendFailure failed) {
            socket.send(to, message, failed);
        }

        @Override
        public void answer(byte[] message) {
            if (socket.mayAnswer(to)) {
                socket.post(to, message, cause -> {});
            }
        }

        @Override
        public void sendLast(byte[] message) {
            socket.send(to, message, cause -> {});
        }
    }
}
