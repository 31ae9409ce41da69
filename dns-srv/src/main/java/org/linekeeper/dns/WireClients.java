package org.linekeeper.dns;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.io.IoClientFactory;
import org.xbill.DNS.io.TcpIoClient;
import org.xbill.DNS.io.UdpIoClient;

/** Gives dnsjava's resolver the sockets of the {@link WireLoop}. */
final class WireClients implements IoClientFactory, UdpIoClient, TcpIoClient {
    private final WireLoop loop;
    private final Tally tally;
    private final ByteBuffer buffer = ByteBuffer.allocate(65_536);

    WireClients(WireLoop loop, Tally tally) {
        this.loop = loop;
        this.tally = tally;
    }

    @Override
    public UdpIoClient createOrGetUdpClient() {
        return this;
    }

    @Override
    public TcpIoClient createOrGetTcpClient() {
        return this;
    }

    @Override
    public CompletableFuture<byte[]> sendAndReceiveUdp(
            @Nullable InetSocketAddress local,
            InetSocketAddress remote,
            Message query,
            byte[] data,
            int max,
            Duration timeout) {
        tally.queries.increment();
        return run(new UdpExchange(remote, query, data, buffer, tally), timeout);
    }

    @Override
    public CompletableFuture<byte[]> sendAndReceiveTcp(
            @Nullable InetSocketAddress local, InetSocketAddress remote, Message query, byte[] data, Duration timeout) {
        tally.queries.increment();
        tally.tcpRetries.increment();
        return run(new TcpExchange(remote, query, data), timeout);
    }

    private CompletableFuture<byte[]> run(Exchange exchange, Duration timeout) {
        loop.exchange(exchange, timeout);
        return exchange.reply();
    }
}
