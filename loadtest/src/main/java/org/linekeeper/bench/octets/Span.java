package org.linekeeper.bench.octets;

/** A range of bytes. It is set again for every message, which is why it is mutable. */
public final class Span {
    private int from;
    private int to;

    /** The first place. */
    public int from() {
        return from;
    }

    /** The place behind the last. */
    public int to() {
        return to;
    }

    public void clear() {
        from = 0;
        to = 0;
    }

    public void set(int start, int end) {
        from = start;
        to = end;
    }

    public boolean isPresent() {
        return to > from;
    }

    public int length() {
        return to - from;
    }
}
