package org.linekeeper.cdr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file that records are appended to. It is opened when needed, and opened anew when another file stands at its path, so
 * that a rotation is a plain rename. Used by one thread.
 */
final class CdrFile implements AutoCloseable {
    private static final byte LINE_FEED = '\n';

    /** Call records are personal data: nobody but the daemon's user reads a file that it creates. */
    private static final FileAttribute<?>[] OWNER_ONLY =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                    }
                    : new FileAttribute<?>[0];

    private final Path path;
    private final Opener opener;
    private @Nullable FileChannel channel;
    private @Nullable Object key;

    CdrFile(Path path) {
        this(
                path,
                file -> FileChannel.open(
                        file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), OWNER_ONLY));
    }

    CdrFile(Path path, Opener opener) {
        this.path = path;
        this.opener = opener;
    }

    /** Opens or creates a file for appending. */
    @FunctionalInterface
    interface Opener {
        FileChannel open(Path path) throws IOException;
    }

    /** Opens the file, and creates it and its folder when they are missing. */
    void open() throws IOException {
        close();
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        FileChannel opened = opener.open(path);
        channel = opened;
        key = keyOfPath();
        endTornLine(opened);
    }

    /** Appends whole lines and forces them to the disk. When it fails, nothing of them stays. */
    void append(ByteBuffer lines) throws IOException {
        FileChannel open = current();
        long good = open.size();
        try {
            while (lines.hasRemaining()) {
                open.write(lines);
            }
            open.force(false);
        } catch (IOException e) {
            takeBack(open, good, e);
            close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        key = null;
        if (open != null) {
            open.close();
        }
    }

    private FileChannel current() throws IOException {
        if (channel == null || !Objects.equals(key, keyOfPath())) {
            open();
        }
        return Objects.requireNonNull(channel);
    }

    private @Nullable Object keyOfPath() throws IOException {
        return Files.exists(path)
                ? Files.readAttributes(path, BasicFileAttributes.class).fileKey()
                : null;
    }

    /** A disk that fills up in the middle of a line leaves half of it; the batch will be written again as a whole. */
    private static void takeBack(FileChannel open, long good, IOException cause) {
        try {
            open.truncate(good);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** After a power cut the last line may be torn: end it, so that the next record is not glued to it. */
    private void endTornLine(FileChannel open) throws IOException {
        long size = open.size();
        if (size == 0) {
            return;
        }
        ByteBuffer last = ByteBuffer.allocate(1);
        try (FileChannel reader = FileChannel.open(path, StandardOpenOption.READ)) {
            reader.read(last, size - 1);
        }
        if (last.get(0) != LINE_FEED) {
            open.write(ByteBuffer.wrap(new byte[] {LINE_FEED}));
        }
    }
}
