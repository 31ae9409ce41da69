package org.linekeeper.bench.generator;

/** The way to one peer. */
interface Path {
    /** The bytes are copied. They leave at the end of the turn at the latest. */
    void send(Lane lane, byte[] message, int length);
}
