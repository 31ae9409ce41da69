package org.linekeeper.bench.registrar;

/** A range of bytes. It is set again for every message, which is why it is mutable. */
final class Span {
    int from;
    int to;

    void clear() {
        from = 0;
        to = 0;
    }

    void set(int start, int end) {
        from = start;
        to = end;
    }

    boolean isPresent() {
        return to > from;
    }

    int length() {
        return to - from;
    }
}
