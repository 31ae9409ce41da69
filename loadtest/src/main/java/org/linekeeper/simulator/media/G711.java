package org.linekeeper.simulator.media;

import java.security.GeneralSecurityException;

/** ITU-T G.711, both laws; samples are 16 bits, 8000 a second. The number is the RTP payload type (RFC 3551 section 6). */
public enum G711 {
    PCMU(0) {
        @Override
        short sample(byte code) {
            int bits = ~code & 0xff;
            int magnitude = ((((bits & 0x0f) << 3) + MU_BIAS) << ((bits >> 4) & 0x07)) - MU_BIAS;
            return (short) ((bits & 0x80) == 0 ? magnitude : -magnitude);
        }
    },
    PCMA(8) {
        @Override
        short sample(byte code) {
            int bits = (code & 0xff) ^ 0x55;
            int segment = (bits >> 4) & 0x07;
            int magnitude = ((bits & 0x0f) << 4) | 0x08;
            if (segment > 0) {
                magnitude = (magnitude + 0x100) << (segment - 1);
            }
            return (short) ((bits & 0x80) == 0 ? -magnitude : magnitude);
        }
    };

    /** Samples a second. */
    public static final int RATE = 8000;

    private static final int MU_BIAS = 0x84;

    private final int payloadType;

    G711(int payloadType) {
        this.payloadType = payloadType;
    }

    public int payloadType() {
        return payloadType;
    }

    /** The law of a payload type. */
    static G711 of(int payloadType) throws GeneralSecurityException {
        for (G711 law : values()) {
            if (law.payloadType == payloadType) {
                return law;
            }
        }
        throw new GeneralSecurityException("no G.711: payload type " + payloadType);
    }

    abstract short sample(byte code);

    /** The code whose sample is nearest. */
    byte code(short sample) {
        int best = 0;
        int distance = Integer.MAX_VALUE;
        for (int code = 0; code < 256; code++) {
            int off = Math.abs(sample((byte) code) - sample);
            if (off < distance) {
                best = code;
                distance = off;
            }
        }
        return (byte) best;
    }
}
