package org.linekeeper.config.store.states;

import java.io.IOException;
import java.util.zip.CRC32C;

/**
 * Walks over the sound records of a file, oldest first. What is damaged is passed over up to the next sound record. A record whose
 * number is not higher than that of the one before is the rest of a write that failed and does not count.
 */
final class StateScan {
    private static final int WINDOW = 256 << 10;

    private final StateFile file;
    private final long to;
    private final CRC32C crc = new CRC32C();

    private byte[] window = new byte[WINDOW];
    private long windowStart;
    private int windowLength;

    private long position;
    private int size;
    private long sequence;
    private long end;
    private long records;
    private int damages;
    private long damagedBytes;

    /** @param from where the first record begins */
    StateScan(StateFile file, long from, long to) {
        this.file = file;
        this.to = to;
        end = from;
    }

    /** Goes to the next sound record; false when there is none. */
    boolean next() throws IOException {
        long stale = 0;
        long at = end;
        while (at + StateRecord.FIXED <= to) {
            int found = sizeOfSoundRecord(at);
            if (found > 0 && StateRecord.sequence(window, offset(at)) > sequence) {
                if (at - end > stale) {
                    damages++;
                    damagedBytes += at - end - stale;
                }
                position = at;
                size = found;
                sequence = StateRecord.sequence(window, offset(at));
                end = at + found;
                records++;
                return true;
            }
            stale += found;
            at += found > 0 ? found : StateRecord.ALIGNMENT;
        }
        return false;
    }

    /** Goes to a sound record that begins here. */
    void go(long at) throws IOException {
        int found = sizeOfSoundRecord(at);
        if (found == 0) {
            throw new IOException("the record at " + at + " was sound and is not any more");
        }
        position = at;
        size = found;
    }

    /** Where the record begins in the file. */
    long position() {
        return position;
    }

    /** How many bytes of the file it takes. */
    int size() {
        return size;
    }

    /** Bytes among which it lies, at {@link #offset()}; good until the next step. */
    byte[] bytes() {
        return window;
    }

    int offset() {
        return offset(position);
    }

    /** The number of the last record; 0 before the first. */
    long sequence() {
        return sequence;
    }

    /** Where the last record ends. */
    long end() {
        return end;
    }

    /** How many records it came by. */
    long records() {
        return records;
    }

    /** How many stretches between sound records were damaged. */
    int damages() {
        return damages;
    }

    long damagedBytes() {
        return damagedBytes;
    }

    private int sizeOfSoundRecord(long at) throws IOException {
        if (!isAtHand(at, StateRecord.FIXED)) {
            return 0;
        }
        int announced = StateRecord.announced(window, offset(at));
        return announced > 0 && isAtHand(at, announced) && StateRecord.isSound(window, offset(at), announced, crc)
                ? announced
                : 0;
    }

    private int offset(long at) {
        return (int) (at - windowStart);
    }

    /** Sees to it that these bytes are in the window; false when the file is too short. */
    private boolean isAtHand(long at, int length) throws IOException {
        if (at + length > to) {
            return false;
        }
        if (at >= windowStart && at + length <= windowStart + windowLength) {
            return true;
        }
        if (length > window.length) {
            window = new byte[length];
        }
        windowStart = at;
        windowLength = file.read(at, window, 0, (int) Math.min(window.length, to - at));
        return windowLength >= length;
    }
}
