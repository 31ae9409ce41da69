package org.linekeeper.config.store.states;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A disk that can be full, or refuse, as tests please. */
final class Disk {
    /** How many bytes may still be written. */
    long left = Long.MAX_VALUE;

    /** Whether files can be cut while the disk is full. */
    boolean canTruncate = true;

    /** A file that cannot be opened. */
    @Nullable
    Path refused;

    /** How many files are open. */
    int open;

    StateFile open(Path path) throws IOException {
        if (path.equals(refused)) {
            throw new IOException("No space left on device");
        }
        DiskStateFile file = new DiskStateFile(path);
        open++;
        return new StateFile() {
            @Override
            public long length() throws IOException {
                return file.length();
            }

            @Override
            public int read(long position, byte[] into, int offset, int length) throws IOException {
                return file.read(position, into, offset, length);
            }

            @Override
            public void write(long position, byte[] from, int length) throws IOException {
                int written = (int) Math.min(left, length);
                file.write(position, from, written);
                left -= left == Long.MAX_VALUE ? 0 : written;
                if (written < length) {
                    throw new IOException("No space left on device");
                }
            }

            @Override
            public void truncate(long length) throws IOException {
                if (left < Long.MAX_VALUE && !canTruncate) {
                    throw new IOException("Input/output error");
                }
                file.truncate(length);
            }

            @Override
            public void sync() throws IOException {
                file.sync();
            }

            @Override
            public void close() throws IOException {
                open--;
                file.close();
            }
        };
    }
}
