package org.linekeeper.config.store.states;

import java.io.Closeable;
import java.io.IOException;

/** A file of bytes, as much of it as the log needs. */
interface StateFile extends Closeable {
    /** Bytes. */
    long length() throws IOException;

    /** Reads up to so many bytes; how many there were. */
    int read(long position, byte[] into, int offset, int length) throws IOException;

    /** Writes the first bytes of an array; when it fails, any part of them may have been written. */
    void write(long position, byte[] from, int length) throws IOException;

    /** Cuts off what lies beyond. */
    void truncate(long length) throws IOException;

    /** Brings what was written to the disk. */
    void sync() throws IOException;
}
