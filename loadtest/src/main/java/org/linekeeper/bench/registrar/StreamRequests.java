package org.linekeeper.bench.registrar;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.net.InetSocketAddress;
import java.util.List;
import org.linekeeper.bench.octets.Octets;

/** Takes requests without a body off one connection and answers each. */
final class StreamRequests extends ByteToMessageDecoder {
    private static final byte[] END = Octets.ascii("\r\n\r\n");
    private static final byte[] PONG = Octets.ascii("\r\n");

    private final Registrar registrar;
    private final InetSocketAddress peer;
    private final byte[] message = new byte[Registrar.MOST_BYTES];

    StreamRequests(Registrar registrar, InetSocketAddress peer) {
        this.registrar = registrar;
        this.peer = peer;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        int length = Math.min(in.readableBytes(), message.length);
        in.getBytes(in.readerIndex(), message, 0, length);
        int end = Octets.find(message, END, 0, length);
        if (end < 0) {
            if (length == message.length) {
                System.err.println("target: " + peer + ": a request is longer than " + length + " bytes");
                ctx.close().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
            }
            return;
        }
        in.skipBytes(end + END.length);
        if (end == 0) {
            // RFC 5626 section 5.4: a double CRLF between messages is answered at once with a single one.
            write(ctx, PONG, PONG.length);
            return;
        }
        int answer = registrar.answer(message, end + END.length, peer, System.nanoTime());
        if (answer > 0) {
            write(ctx, registrar.answerBytes(), answer);
        }
    }

    private static void write(ChannelHandlerContext ctx, byte[] bytes, int length) {
        ctx.write(ctx.alloc().ioBuffer(length).writeBytes(bytes, 0, length))
                .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        ctx.flush();
        super.channelReadComplete(ctx);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // A gateway that was killed leaves its connections so.
        System.err.println("target: " + peer + ": " + cause);
        ctx.close().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }
}
