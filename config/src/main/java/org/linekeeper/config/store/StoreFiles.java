package org.linekeeper.config.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The files of a store. They hold passwords, so that nobody but their owner may read them. */
final class StoreFiles {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private static final String DRIVER_FOLDER = "org.sqlite.tmpdir";

    private StoreFiles() {}

    static FileAttribute<?> ownerOnlyFile() {
        return PosixFilePermissions.asFileAttribute(OWNER_ONLY);
    }

    /**
     * The driver unpacks its native library into a folder from which programs may be loaded, which a hardened system's
     * temporary folder is not; and nobody else may put another library there. Call this under the store's lock: what processes
     * that were killed left in the folder is removed.
     */
    static void giveDriverItsFolder(Path database) throws IOException {
        if (System.getProperty(DRIVER_FOLDER) != null) {
            return;
        }
        Path folder = database.resolveSibling(database.getFileName() + ".driver");
        createFolder(folder);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "sqlite-*")) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
        System.setProperty(DRIVER_FOLDER, folder.toString());
    }

    /**
     * Makes the folder when it is missing, and the empty database file with its mode before SQLite would make it with another;
     * the write-ahead log takes the mode of the database. A file that was there is narrowed to its owner.
     */
    static void prepare(Path database) throws IOException {
        Path folder = database.getParent();
        if (folder != null) {
            createFolder(folder);
        }
        if (Files.notExists(database)) {
            Files.createFile(database, ownerOnlyFile());
        } else if (!Files.getPosixFilePermissions(database).equals(OWNER_ONLY)) {
            Files.setPosixFilePermissions(database, OWNER_ONLY);
        }
    }

    private static void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }
}
