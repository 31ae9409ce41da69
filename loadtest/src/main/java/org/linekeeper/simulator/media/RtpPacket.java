package org.linekeeper.simulator.media;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/** An RTP packet (RFC 3550 section 5.1). */
final class RtpPacket {
    private static final int FIXED = 12;

    private final byte[] bytes;

    private RtpPacket(byte[] bytes) {
        this.bytes = bytes;
    }

    static RtpPacket of(byte[] bytes) throws GeneralSecurityException {
        RtpPacket packet = new RtpPacket(bytes);
        if (bytes.length < FIXED || (bytes[0] & 0xc0) != 0x80 || bytes.length < packet.headerLength()) {
            throw new GeneralSecurityException("not RTP");
        }
        return packet;
    }

    static RtpPacket of(int payloadType, int sequence, int timestamp, int source, byte[] payload) {
        ByteBuffer packet = ByteBuffer.allocate(FIXED + payload.length);
        packet.put((byte) 0x80).put((byte) payloadType).putShort((short) sequence);
        packet.putInt(timestamp).putInt(source).put(payload);
        return new RtpPacket(packet.array());
    }

    byte[] bytes() {
        return bytes.clone();
    }

    int payloadType() {
        return bytes[1] & 0x7f;
    }

    int sequence() {
        return ByteBuffer.wrap(bytes).getShort(2) & 0xffff;
    }

    int source() {
        return ByteBuffer.wrap(bytes).getInt(8);
    }

    byte[] payload() {
        return Arrays.copyOfRange(bytes, headerLength(), bytes.length);
    }

    /** With contributing sources and extension, which SRTP leaves in the clear. */
    int headerLength() {
        int length = FIXED + 4 * (bytes[0] & 0x0f);
        boolean extended = (bytes[0] & 0x10) != 0 && bytes.length >= length + 4;
        return extended ? length + 4 + 4 * (ByteBuffer.wrap(bytes).getShort(length + 2) & 0xffff) : length;
    }
}
