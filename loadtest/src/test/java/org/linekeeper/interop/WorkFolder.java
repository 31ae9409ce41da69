package org.linekeeper.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder below {@code target/interop} for the files and logs of one test class. */
final class WorkFolder {
    private WorkFolder() {}

    /** The folder, empty: what an earlier run left is deleted. */
    static Path fresh(Class<?> test) {
        Path folder = Path.of("target", "interop", test.getSimpleName()).toAbsolutePath();
        try {
            if (Files.exists(folder)) {
                List<Path> old;
                try (Stream<Path> all = Files.walk(folder)) {
                    old = all.sorted(Comparator.reverseOrder()).toList();
                }
                for (Path path : old) {
                    Files.delete(path);
                }
            }
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
