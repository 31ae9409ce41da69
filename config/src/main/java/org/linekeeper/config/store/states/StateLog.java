package org.linekeeper.config.store.states;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The latest state of each line, in a file to which every save is appended. When the file has grown to several times what is worth
 * keeping, the latest states are written to a new one that takes its place.
 *
 * <p>What was appended outlives the process. A power cut may cost the last saves or damage some: those lines fall back to the
 * state before, or to none. Safe for use by any thread; one process only, which the lock of the store sees to.
 */
public final class StateLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StateLog.class);

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    /** The file may be so many times as long as what it held when it was last made anew. */
    private static final int GROWTH = 4;

    private final Path path;
    private final Opener opener;
    private final long smallestLimit;
    private final Predicate<String> known;
    private StateFile file;
    private final StateAppender appender;
    private long sequence;
    private long limit;
    private int damages;

    /** Opens a file that is there. */
    @FunctionalInterface
    interface Opener {
        StateFile open(Path path) throws IOException;
    }

    /**
     * How the file is used.
     *
     * @param smallestLimit bytes up to which it may grow in any case
     */
    record Ways(Opener opener, long smallestLimit) {
        static final Ways USUAL = new Ways(DiskStateFile::new, 32 << 20);
    }

    private StateLog(Path path, StateFile file, Ways ways, Predicate<String> known) {
        this.path = path;
        this.file = file;
        this.known = known;
        opener = ways.opener();
        smallestLimit = ways.smallestLimit();
        appender = new StateAppender(file, StateFileHeader.SIZE);
    }

    /**
     * Opens the file, or makes it, readable by its owner only. Blocks on the disk.
     *
     * @param known whether there is such a line; the state of one that there is not is neither shown nor kept for ever
     * @throws UnusableStatesException when there is a file that this version cannot use
     */
    public static StateLog open(Path path, Predicate<String> known) throws IOException {
        return open(path, known, Ways.USUAL);
    }

    static StateLog open(Path path, Predicate<String> known, Ways ways) throws IOException {
        if (isMissing(path)) {
            create(path, Collections.emptyIterator());
        } else if (!Files.getPosixFilePermissions(path).equals(OWNER_ONLY)) {
            Files.setPosixFilePermissions(path, OWNER_ONLY);
        }
        StateFile file = ways.opener().open(path);
        boolean opened = false;
        try {
            StateFileHeader.check(file);
            StateLog log = new StateLog(path, file, ways, known);
            log.findEnd();
            opened = true;
            return log;
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    /** Whether there is no file, or an empty one. */
    public static boolean isMissing(Path path) throws IOException {
        return Files.notExists(path) || (Files.isRegularFile(path) && Files.size(path) == 0);
    }

    /**
     * Looks whether a file that is there can be used.
     *
     * @throws UnusableStatesException when it cannot
     */
    public static void check(Path path) throws IOException {
        try (StateFile file = new DiskStateFile(path)) {
            StateFileHeader.check(file);
        }
    }

    /** Makes a file with these states by line id, on the disk when it returns: whole, or not at all. */
    public static void create(Path path, Iterator<Map.Entry<String, byte[]>> states) throws IOException {
        try (StateFile made = begin(path, DiskStateFile::new)) {
            StateAppender appender = new StateAppender(made, StateFileHeader.SIZE);
            for (long number = 1; states.hasNext(); number++) {
                Map.Entry<String, byte[]> line = states.next();
                appender.add(number, line.getKey(), line.getValue());
            }
            appender.flush();
            made.sync();
        }
        takePlace(path);
        syncFolder(path);
    }

    /**
     * Saves the states of some lines; an empty one deletes. Each is kept whole or not at all.
     *
     * @throws IOException when the disk refuses; then none of them is kept
     */
    public synchronized void append(Map<String, byte[]> stateByLineId) throws IOException {
        long before = appender.end();
        boolean written = false;
        try {
            for (Map.Entry<String, byte[]> line : stateByLineId.entrySet()) {
                appender.add(++sequence, line.getKey(), line.getValue());
            }
            appender.flush();
            written = true;
        } finally {
            if (!written) {
                takeBack(before);
            }
        }
        if (appender.end() > limit) {
            rewrite();
        }
    }

    /**
     * Hands over the state of every known line. The consumer must not come back here.
     *
     * @return how many states there are of lines that are not known; they go at the next save
     */
    public synchronized int load(BiConsumer<String, byte[]> stateByLineId) throws IOException {
        StateScan scan = scan();
        int gone = 0;
        for (long position : latest(scan()).positions()) {
            scan.go(position);
            String id = StateRecord.id(scan.bytes(), scan.offset());
            if (known.test(id)) {
                stateByLineId.accept(id, StateRecord.state(scan.bytes(), scan.offset()));
            } else {
                gone++;
            }
        }
        if (gone > 0) {
            limit = 0;
        }
        return gone;
    }

    /** How many stretches of the file were found damaged when it was opened. */
    public int damages() {
        return damages;
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }

    private void findEnd() throws IOException {
        StateScan scan = new StateScan(file, StateFileHeader.SIZE, file.length());
        LatestRecords latest = latest(scan);
        sequence = scan.sequence();
        appender.restart(file, scan.end());
        if (file.length() > scan.end()) {
            file.truncate(scan.end());
        }
        damages = scan.damages();
        if (damages > 0) {
            LOG.warn(
                    "The line states {} are damaged in {} places, {} bytes in all, perhaps by a power cut; the lines that were"
                            + " saved there go back to an older state or register anew",
                    path,
                    damages,
                    scan.damagedBytes());
        }
        long live = scan.records() == 0 ? 0 : scan.end() / scan.records() * latest.lines();
        // The damage goes at the next save, so that it is told of once.
        limit = damages > 0 ? 0 : limitFor(live);
    }

    private long limitFor(long live) {
        return Math.max(smallestLimit, GROWTH * live);
    }

    private StateScan scan() {
        return new StateScan(file, StateFileHeader.SIZE, appender.end());
    }

    private static LatestRecords latest(StateScan scan) throws IOException {
        LatestRecords latest = new LatestRecords();
        while (scan.next()) {
            boolean deletes = StateRecord.stateLength(scan.bytes(), scan.offset()) == 0;
            latest.put(StateRecord.idHash(scan.bytes(), scan.offset()), deletes ? 0 : scan.position());
        }
        return latest;
    }

    /** Even if the file cannot be cut: its records have lower numbers than those that will be written over them. */
    private void takeBack(long end) {
        appender.restart(file, end);
        try {
            file.truncate(end);
        } catch (IOException e) {
            LOG.warn("The line states {} cannot be cut back after a failed write: {}", path, e.toString());
        }
    }

    /** A failure leaves the file as it is: nothing is lost, it only grows on. */
    private void rewrite() {
        try (Replacement replacement = new Replacement(begin(path, opener))) {
            long end = copyLive(replacement.file);
            takePlace(path);
            replacement.stands = true;
            StateFile old = file;
            file = replacement.file;
            appender.restart(file, end);
            limit = limitFor(end);
            old.close();
            syncFolder(path);
        } catch (IOException e) {
            limit = appender.end() + appender.end() / GROWTH;
            LOG.warn("The line states {} cannot be written anew; make room, for they grow on: {}", path, e.toString());
        }
    }

    private long copyLive(StateFile fresh) throws IOException {
        StateScan scan = scan();
        StateAppender copy = new StateAppender(fresh, StateFileHeader.SIZE);
        for (long position : latest(scan()).positions()) {
            scan.go(position);
            if (known.test(StateRecord.id(scan.bytes(), scan.offset()))) {
                copy.copy(scan.bytes(), scan.offset(), scan.size());
            }
        }
        copy.flush();
        fresh.sync();
        return copy.end();
    }

    private static Path unfinished(Path path) {
        return path.resolveSibling(path.getFileName() + ".new");
    }

    private static StateFile begin(Path path, Opener opener) throws IOException {
        Path unfinished = unfinished(path);
        Files.deleteIfExists(unfinished);
        Files.createFile(unfinished, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        StateFile file = opener.open(unfinished);
        boolean begun = false;
        try {
            file.write(0, StateFileHeader.bytes(), StateFileHeader.SIZE);
            begun = true;
            return file;
        } finally {
            if (!begun) {
                file.close();
            }
        }
    }

    private static void takePlace(Path path) throws IOException {
        Files.move(unfinished(path), path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Otherwise a power cut may bring back the file that stood there before. */
    private static void syncFolder(Path path) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
                entries.force(true);
            }
        }
    }

    /** A file that is to take the place of the one in use; removed when it does not come to that. */
    private final class Replacement implements AutoCloseable {
        private final StateFile file;
        private boolean stands;

        Replacement(StateFile file) {
            this.file = file;
        }

        @Override
        public void close() throws IOException {
            if (!stands) {
                file.close();
                Files.deleteIfExists(unfinished(path));
            }
        }
    }
}
