package org.linekeeper.dns;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One query to one server on a socket of its own, from sending to reply. Runs on the {@link WireLoop} only. */
abstract sealed class Exchange permits UdpExchange, TcpExchange {
    private final CompletableFuture<byte[]> reply = new CompletableFuture<>();
    private @Nullable SelectableChannel channel;

    /** Completes on the loop. */
    final CompletableFuture<byte[]> reply() {
        return reply;
    }

    /** Opens the socket and registers it with this as its attachment. */
    abstract SelectableChannel open(Selector selector) throws IOException;

    /** The socket is ready. */
    abstract void ready(SelectionKey key) throws IOException;

    final void start(Selector selector) throws IOException {
        channel = open(selector);
    }

    final void succeed(byte[] bytes) throws IOException {
        close();
        reply.complete(bytes);
    }

    final void fail(IOException cause) {
        try {
            close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        reply.completeExceptionally(cause instanceof NotAskedException ? cause : explain(cause));
    }

    final void timedOut() {
        fail(new SocketTimeoutException("no reply in time"));
    }

    final boolean isDone() {
        return reply.isDone();
    }

    /** What the asker is told of a failure on the wire. */
    abstract IOException explain(IOException cause);

    private void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
