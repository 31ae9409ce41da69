package org.linekeeper.config.store.states;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** A file on the disk. By way of {@link RandomAccessFile}, since the interrupt of a thread closes a file channel for good. */
final class DiskStateFile implements StateFile {
    private final RandomAccessFile file;

    DiskStateFile(Path path) throws IOException {
        file = new RandomAccessFile(path.toFile(), "rw");
    }

    @Override
    public long length() throws IOException {
        return file.length();
    }

    @Override
    public int read(long position, byte[] into, int offset, int length) throws IOException {
        file.seek(position);
        int read = 0;
        while (read < length) {
            int more = file.read(into, offset + read, length - read);
            if (more < 0) {
                break;
            }
            read += more;
        }
        return read;
    }

    @Override
    public void write(long position, byte[] from, int length) throws IOException {
        file.seek(position);
        file.write(from, 0, length);
    }

    @Override
    public void truncate(long length) throws IOException {
        file.setLength(length);
    }

    @Override
    public void sync() throws IOException {
        file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
