package org.linekeeper.sip.register;

import java.util.Arrays;

/** Joins folded header lines. */
final class Unfolding {
    private Unfolding() {}

    /** A copy of the message in which every fold of its header, with the white space around it, is one blank. */
    static byte[] of(byte[] message, int length) {
        byte[] out = new byte[length];
        int size = 0;
        int lineStart = 0;
        int at = 0;
        while (at < length) {
            boolean lineEnd = message[at] == '\r' && at + 1 < length && message[at + 1] == '\n';
            if (lineEnd && at == lineStart) {
                // The empty line: the body stays as it is.
                System.arraycopy(message, at, out, size, length - at);
                return Arrays.copyOf(out, size + length - at);
            }
            if (lineEnd && at + 2 < length && Bytes.isBlank(message[at + 2])) {
                size = Bytes.trimEnd(out, 0, size);
                out[size++] = ' ';
                at = Bytes.skipBlanks(message, at + 2, length);
                lineStart = -1;
            } else if (lineEnd) {
                out[size++] = '\r';
                out[size++] = '\n';
                at += 2;
                lineStart = at;
            } else {
                out[size++] = message[at++];
            }
        }
        return Arrays.copyOf(out, size);
    }
}
