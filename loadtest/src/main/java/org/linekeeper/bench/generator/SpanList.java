package org.linekeeper.bench.generator;

import org.linekeeper.bench.octets.Span;

/** The lines of a header that may stand more than once; what is more than it holds is left out. */
final class SpanList {
    private final Span[] spans;
    private int size;

    SpanList(int most) {
        spans = new Span[most];
        for (int i = 0; i < most; i++) {
            spans[i] = new Span();
        }
    }

    void clear() {
        size = 0;
    }

    void add(int from, int to) {
        if (size < spans.length) {
            spans[size++].set(from, to);
        }
    }

    int size() {
        return size;
    }

    Span get(int index) {
        return spans[index];
    }
}
