package org.linekeeper.bench.generator;

import java.util.Arrays;
import org.linekeeper.bench.octets.Octets;
import org.linekeeper.bench.octets.Span;

/** Puts bytes in a row; what does not fit any more makes the message too long to be sent, which {@link #fits} tells. For one thread. */
final class MessageWriter {
    private final byte[] bytes = new byte[Call.MOST_BYTES];
    private int length;
    private boolean fits;

    MessageWriter begin(byte[] start) {
        length = 0;
        fits = true;
        return put(start);
    }

    MessageWriter put(byte[] part) {
        return put(part, 0, part.length);
    }

    MessageWriter put(byte[] message, Span part) {
        return put(message, part.from(), part.to());
    }

    /** A number of a call in hexadecimal. */
    MessageWriter putNumber(int number) {
        if (room(Template.DIGITS)) {
            Octets.putHex(bytes, length, number, Template.DIGITS);
            length += Template.DIGITS;
        }
        return this;
    }

    private MessageWriter put(byte[] part, int from, int to) {
        if (room(to - from)) {
            System.arraycopy(part, from, bytes, length, to - from);
            length += to - from;
        }
        return this;
    }

    private boolean room(int more) {
        fits &= length + more <= bytes.length;
        return fits;
    }

    boolean fits() {
        return fits;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** A copy, in the array given when that has the right length. */
    byte[] copy(byte[] last) {
        if (last.length != length) {
            return Arrays.copyOf(bytes, length);
        }
        System.arraycopy(bytes, 0, last, 0, length);
        return last;
    }

    void send(Path path, Lane lane) {
        if (fits) {
            path.send(lane, bytes, length);
        }
    }
}
