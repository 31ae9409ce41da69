package org.linekeeper.sip.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.linekeeper.sip.transport.TransportCounters.Event;

/**
 * Cuts a stream into messages by Content-Length (RFC 3261 18.3) and finds CRLF keep-alives. What comes out is {@link Whole},
 * {@link Ping}, {@link Pong} or, once and then nothing more, {@link Unframed}.
 */
final class StreamDecoder extends ByteToMessageDecoder {
    private static final int MAX_START_LINE = 8_192;

    private final int maxMessageBytes;
    private int searched;
    private int headerBytes;
    private int messageBytes;
    private boolean startLineSeen;
    private boolean pingHalf;
    private boolean pongAwaited;
    private boolean broken;
    private long completed;

    StreamDecoder(int maxMessageBytes) {
        this.maxMessageBytes = maxMessageBytes;
    }

    /** Whether a message has begun and not ended. */
    boolean isMidMessage() {
        return !broken && internalBuffer().isReadable();
    }

    /** How many messages were cut so far. */
    long completed() {
        return completed;
    }

    /** Whether the next single CRLF answers a ping of ours. */
    void awaitPong(boolean awaited) {
        pongAwaited = awaited;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (broken) {
            in.skipBytes(in.readableBytes());
        } else if (headerBytes > 0) {
            body(in, out);
        } else if (searched > 0 || !blankLine(in, out)) {
            header(in, out);
        }
    }

    /**
     * Takes one CRLF between messages. RFC 5626 3.5.1: a ping is a double CRLF sequence, the pong a single CRLF.
     *
     * @return false when the next byte begins a message
     */
    private boolean blankLine(ByteBuf in, List<Object> out) {
        if (in.getByte(in.readerIndex()) != '\r') {
            pingHalf = false;
            return false;
        }
        if (in.readableBytes() == 1) {
            return true;
        }
        if (in.getByte(in.readerIndex() + 1) != '\n') {
            give(out, in, Event.NOT_SIP);
            return true;
        }
        in.skipBytes(2);
        boolean another = in.isReadable() && in.getByte(in.readerIndex()) == '\r';
        if (pongAwaited && !another && !pingHalf) {
            pongAwaited = false;
            out.add(new Pong());
            return true;
        }
        if (pingHalf) {
            pongAwaited = false;
            out.add(new Ping());
        }
        pingHalf = !pingHalf;
        return true;
    }

    private void header(ByteBuf in, List<Object> out) {
        int start = in.readerIndex();
        int end = in.writerIndex();
        if (searched == 0 && !StartLine.isTokenChar((char) (in.getByte(start) & 0xff))) {
            give(out, in, Event.NOT_SIP);
            return;
        }
        for (int i = start + Math.max(searched, 3); i < end; i++) {
            if (in.getByte(i) != '\n' || in.getByte(i - 1) != '\r') {
                continue;
            }
            if (!startLineSeen && !startLine(in, i - 1 - start)) {
                give(out, in, Event.NOT_SIP);
                return;
            }
            startLineSeen = true;
            if (in.getByte(i - 2) == '\n' && in.getByte(i - 3) == '\r') {
                headerEnded(in, i + 1 - start, out);
                return;
            }
        }
        searched = end - start;
        if (searched > maxMessageBytes || (!startLineSeen && searched > MAX_START_LINE)) {
            give(out, in, Event.MESSAGE_TOO_LARGE);
        }
    }

    private static boolean startLine(ByteBuf in, int length) {
        String line = in.toString(in.readerIndex(), Math.min(length, MAX_START_LINE), StandardCharsets.ISO_8859_1);
        return !(StartLine.parse(line) instanceof StartLine.Nothing);
    }

    private void headerEnded(ByteBuf in, int length, List<Object> out) {
        MessageScan scan = MessageScan.of(ByteBufUtil.getBytes(in, in.readerIndex(), length));
        // RFC 3261 20.14: "If a stream-based protocol (such as TCP) is used as transport, then the header field MUST be
        // used."
        if (scan.contentLength() < 0) {
            give(out, in, scan.hasContentLength() ? Event.BAD_CONTENT_LENGTH : Event.CONTENT_LENGTH_MISSING);
        } else if (scan.hasConflictingLength()) {
            give(out, in, Event.BAD_CONTENT_LENGTH);
        } else if (length + scan.contentLength() > maxMessageBytes) {
            give(out, in, Event.MESSAGE_TOO_LARGE);
        } else {
            headerBytes = length;
            messageBytes = length + (int) scan.contentLength();
            body(in, out);
        }
    }

    private void body(ByteBuf in, List<Object> out) {
        if (in.readableBytes() < messageBytes) {
            return;
        }
        byte[] message = new byte[messageBytes];
        in.readBytes(message);
        headerBytes = 0;
        messageBytes = 0;
        searched = 0;
        startLineSeen = false;
        completed++;
        out.add(new Whole(message));
    }

    private void give(List<Object> out, ByteBuf in, Event reason) {
        broken = true;
        int known = Math.min(in.readableBytes(), maxMessageBytes);
        out.add(new Unframed(ByteBufUtil.getBytes(in, in.readerIndex(), known), reason));
        in.skipBytes(in.readableBytes());
    }

    /** A message. */
    @SuppressWarnings("ArrayRecordComponent")
    record Whole(byte[] message) {}

    /** A keep-alive to be answered. */
    record Ping() {}

    /** The answer to our keep-alive. */
    record Pong() {}

    /** What cannot be cut into messages. */
    @SuppressWarnings("ArrayRecordComponent")
    record Unframed(byte[] message, Event reason) {}
}
