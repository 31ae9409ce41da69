package org.linekeeper.simulator.sip;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a stream into messages by Content-Length and answers keep-alives (RFC 5626 section 3.5.1). */
final class StreamFramer extends ByteToMessageDecoder {
    private static final int MAX_HEAD = 64 << 10;
    private static final String END = "\r\n\r\n";
    private static final Pattern LENGTH =
            Pattern.compile("\r\n(?:content-length|l)[ \t]*:[ \t]*([0-9]{1,7})[ \t]*\r\n", Pattern.CASE_INSENSITIVE);

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (in.getByte(in.readerIndex()) == '\r') {
            lineEnds(context, in);
            return;
        }
        int start = in.readerIndex();
        String text = in.toString(start, Math.min(in.readableBytes(), MAX_HEAD), StandardCharsets.ISO_8859_1);
        int end = text.indexOf(END);
        if (end < 0) {
            if (in.readableBytes() >= MAX_HEAD) {
                throw new CorruptedFrameException("headers without end");
            }
            return;
        }
        int head = end + END.length();
        Matcher length = LENGTH.matcher(text).region(0, head);
        // RFC 3261 section 18.3: "The Content-Length header field MUST be used with stream oriented transports."
        if (!length.find()) {
            throw new CorruptedFrameException("no Content-Length on a stream");
        }
        int whole = head + Integer.parseInt(length.group(1));
        if (in.readableBytes() >= whole) {
            byte[] message = new byte[whole];
            in.readBytes(message);
            out.add(message);
        }
    }

    private static void lineEnds(ChannelHandlerContext context, ByteBuf in) {
        if (in.readableBytes() < END.length()) {
            return;
        }
        boolean ping = in.getByte(in.readerIndex() + 2) == '\r';
        in.skipBytes(ping ? 4 : 2);
        if (ping) {
            context.writeAndFlush(Unpooled.copiedBuffer("\r\n", StandardCharsets.US_ASCII))
                    .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        }
    }
}
