package org.linekeeper.config.store.states;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** What the file begins with: its name, the version of its format, and a checksum of both. */
final class StateFileHeader {
    /** Bytes. */
    static final int SIZE = 32;

    private static final byte[] NAME = "Linekeeper line states\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;

    private StateFileHeader() {}

    static byte[] bytes() {
        return bytes(VERSION);
    }

    static byte[] bytes(int version) {
        ByteBuffer header = ByteBuffer.allocate(SIZE).put(NAME).putInt(version);
        CRC32C crc = new CRC32C();
        crc.update(header.array(), 0, header.position());
        return header.putInt((int) crc.getValue()).array();
    }

    /** @throws UnusableStatesException when the file is not one that this version can use */
    static void check(StateFile file) throws IOException {
        byte[] header = new byte[SIZE];
        int read = file.read(0, header, 0, SIZE);
        if (read < SIZE || !Arrays.equals(NAME, Arrays.copyOf(header, NAME.length))) {
            throw new UnusableStatesException(
                    "is not a file of line states; move it away, and the lines register anew");
        }
        int version = ByteBuffer.wrap(header).getInt(NAME.length);
        if (!Arrays.equals(header, bytes(version))) {
            throw new UnusableStatesException("is damaged where it begins; move it away, and the lines register anew");
        }
        if (version != VERSION) {
            throw new UnusableStatesException("was written by a newer Linekeeper (format " + version
                    + "); install that version, or move it away, and the lines register anew");
        }
    }
}
