package org.linekeeper.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.linekeeper.config.document.Words;

/** Files that an operator wrote: never large, never a pipe that would be waited for. */
final class SmallFiles {
    private static final int LONGEST_SHOWN = 200;

    private SmallFiles() {}

    /** Reads a file of at most {@code most} bytes. */
    static byte[] read(Path file, int most) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("is a folder, not a file");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException("is not a regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new IOException("is longer than " + most + " bytes");
            }
            return bytes;
        }
    }

    /** Why it could not be read, to follow the name of the file. */
    static String words(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (failure instanceof AccessDeniedException) {
            return "this user may not read it";
        }
        boolean named = failure instanceof FileSystemException system && system.getReason() != null;
        return named ? ((FileSystemException) failure).getReason() : String.valueOf(failure.getMessage());
    }

    /** The name of a file that a document gave, for a message. */
    static String show(Path file) {
        return Words.show(file.toString(), LONGEST_SHOWN);
    }
}
