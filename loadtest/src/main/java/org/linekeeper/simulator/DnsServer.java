package org.linekeeper.simulator;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsQuery;
import io.netty.handler.codec.dns.DefaultDnsResponse;
import io.netty.handler.codec.dns.DnsQuery;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.handler.codec.dns.TcpDnsQueryDecoder;
import io.netty.handler.codec.dns.TcpDnsResponseEncoder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An authoritative DNS server on UDP and TCP, for one zone, that remembers what it was asked. */
public final class DnsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DnsServer.class);
    private static final int KEPT = 10_000;
    private static final int PLAIN_LIMIT = 512;

    /** One question with its answer. */
    public record Asked(Instant at, String type, String name, boolean tcp, String code, List<DnsZone.Entry> answers) {}

    private final DnsZone zone;
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final InetSocketAddress address;
    private final Deque<Asked> asked = new ArrayDeque<>();

    private DnsServer(InetSocketAddress wanted, DnsZone zone) throws IOException {
        this.zone = zone;
        Channel udp = Channels.bound(
                new Bootstrap()
                        .group(loop)
                        .channel(NioDatagramChannel.class)
                        .handler(new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                channel.pipeline()
                                        .addLast(
                                                new DatagramDnsQueryDecoder(),
                                                new DatagramDnsResponseEncoder(),
                                                new Datagrams());
                            }
                        })
                        .bind(wanted),
                loop);
        this.address = (InetSocketAddress) udp.localAddress();
        Channels.bound(
                new ServerBootstrap()
                        .group(loop)
                        .channel(NioServerSocketChannel.class)
                        .childHandler(new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                channel.pipeline()
                                        .addLast(new TcpDnsQueryDecoder(), new TcpDnsResponseEncoder(), new Streams());
                            }
                        })
                        .bind(address),
                loop);
    }

    /** Binds and starts; port 0 for any free port. */
    public static DnsServer start(InetSocketAddress address, DnsZone zone) throws IOException {
        return new DnsServer(address, zone);
    }

    public InetSocketAddress address() {
        return address;
    }

    /** What it was asked, oldest first, the last ten thousand questions. */
    public List<Asked> asked() {
        synchronized (asked) {
            return List.copyOf(asked);
        }
    }

    @Override
    public void close() {
        Channels.shutDown(loop);
    }

    private void fill(DnsQuery query, DnsResponse response, boolean tcp) {
        DnsQuestion question = query.recordAt(DnsSection.QUESTION);
        response.addRecord(DnsSection.QUESTION, question);
        boolean extended = query.count(DnsSection.ADDITIONAL) > 0;
        DnsAnswer answer = DnsAnswer.of(zone, question.name(), question.type().name());
        response.setAuthoritativeAnswer(true).setCode(answer.code());
        if (!tcp && !extended && answer.roughBytes() > PLAIN_LIMIT) {
            // RFC 1035 section 4.1.1: TC "specifies that this message was truncated"; the client asks again over TCP.
            response.setTruncated(true);
        } else {
            answer.records().forEach(entry -> response.addRecord(DnsSection.ANSWER, DnsAnswer.raw(entry)));
            answer.additional().forEach(entry -> response.addRecord(DnsSection.ADDITIONAL, DnsAnswer.raw(entry)));
        }
        Asked entry = new Asked(
                Instant.now(),
                question.type().name(),
                DnsZone.canonical(question.name()),
                tcp,
                answer.code().toString(),
                answer.records());
        synchronized (asked) {
            if (asked.size() == KEPT) {
                asked.removeFirst();
            }
            asked.addLast(entry);
        }
    }

    private final class Datagrams extends SimpleChannelInboundHandler<DatagramDnsQuery> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramDnsQuery query) {
            if (query.count(DnsSection.QUESTION) == 0) {
                return;
            }
            InetSocketAddress sender = query.recipient();
            InetSocketAddress recipient = query.sender();
            DatagramDnsResponse response = new DatagramDnsResponse(sender, recipient, query.id(), query.opCode());
            fill(query, response, false);
            Channels.write(context.channel(), response);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.debug("a datagram that is no DNS query gets no answer", cause);
        }
    }

    private final class Streams extends SimpleChannelInboundHandler<DefaultDnsQuery> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DefaultDnsQuery query) {
            DefaultDnsResponse response = new DefaultDnsResponse(query.id(), query.opCode());
            fill(query, response, true);
            Channels.write(context.channel(), response);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            Channels.close(context.channel());
        }
    }
}
