package org.linekeeper.cdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CdrFileTest {
    @TempDir
    private Path folder;

    private long room;
    private boolean forceFails;

    private static ByteBuffer lines(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 5, 9})
    void ofABatchThatDoesNotFitNothingStays(long left) throws IOException {
        Path path = folder.resolve("cdr.jsonl");
        try (CdrFile file = new CdrFile(path, this::open)) {
            room = 8 + left;
            file.open();
            file.append(lines("{\"a\":1}\n"));
            assertThatThrownBy(() -> file.append(lines("{\"b\":2}\n{\"c\":3}\n")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space");
            assertThat(Files.readString(path)).isEqualTo("{\"a\":1}\n");

            room = 1_000;
            file.append(lines("{\"b\":2}\n{\"c\":3}\n"));
            assertThat(Files.readString(path)).isEqualTo("{\"a\":1}\n{\"b\":2}\n{\"c\":3}\n");
        }
    }

    @Test
    void aBatchThatCouldNotBeForcedIsTakenBackSoThatItIsNotThereTwice() throws IOException {
        Path path = folder.resolve("cdr.jsonl");
        room = 1_000;
        try (CdrFile file = new CdrFile(path, this::open)) {
            file.open();
            forceFails = true;
            assertThatThrownBy(() -> file.append(lines("{\"a\":1}\n"))).isInstanceOf(IOException.class);
            forceFails = false;
            file.append(lines("{\"a\":1}\n"));
        }
        assertThat(Files.readString(path)).isEqualTo("{\"a\":1}\n");
    }

    private FileChannel open(Path path) throws IOException {
        return new TightDisk(FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    /** A file on a disk with little room; it writes at most five bytes at a time. */
    private final class TightDisk extends FileChannel {
        private final FileChannel file;

        TightDisk(FileChannel file) {
            this.file = file;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            int length = (int) Math.min(Math.min(5, room), source.remaining());
            if (length == 0) {
                throw new IOException("No space left on device");
            }
            int written = file.write(source.slice(source.position(), length));
            source.position(source.position() + written);
            room -= written;
            return written;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            if (forceFails) {
                throw new IOException("Input/output error");
            }
            file.force(metaData);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }

        @Override
        public int read(ByteBuffer target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long position() {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel position(long newPosition) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(ByteBuffer target, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer source, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }
    }
}
