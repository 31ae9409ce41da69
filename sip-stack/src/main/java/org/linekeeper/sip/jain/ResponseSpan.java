package org.linekeeper.sip.jain;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The responses of one span of time, in a few arrays: thousands of objects that live for half a minute would be copied by each run of
 * the garbage collector until they are old, and as many calls wait meanwhile as come in the time of that. Belongs to one loop.
 */
final class ResponseSpan {
    /** More than a loop answers within a span unless somebody floods it; then a repeated request is taken for a new one. */
    static final int MOST = 50_000;

    /** 64 MiB, which are a thousand bytes for each of so many. */
    private static final int MOST_CHUNKS = 512;

    /** A key whose neighbours in the index take so many places is not kept: nobody who chooses branches makes the search long. */
    private static final int MOST_STEPS = 64;

    private static final int FEWEST_PLACES = 1 << 10;

    /** In front of each response: its length, the port, and the lengths of method, branch and host. */
    private static final int HEAD = 5 * Integer.BYTES;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final ByteChunks source;
    private final List<byte[]> chunks = new ArrayList<>();

    /** Open addressing: the hash in the upper half, where the response is, counted from one, in the lower. A power of two long. */
    private long[] index = new long[FEWEST_PLACES];

    private int size;
    private int end;

    ResponseSpan(ByteChunks source) {
        this.source = source;
    }

    void clear() {
        chunks.forEach(source::giveBack);
        chunks.clear();
        end = 0;
        if (size < index.length / 8 && index.length > FEWEST_PLACES) {
            index = new long[index.length / 2];
        } else if (size > 0) {
            Arrays.fill(index, 0);
        }
        size = 0;
    }

    /** Keeps the response to a request that is not here yet, if there is room. */
    void keep(FinalResponses.Key key, byte[] response) {
        int length = HEAD
                + key.method().length()
                + key.branch().length()
                + key.host().length()
                + response.length;
        if (size >= MOST || length > ByteChunks.BYTES || chunks.size() >= MOST_CHUNKS) {
            return;
        }
        if (2 * size >= index.length) {
            grow();
        }
        int hash = hash(key);
        int place = placeFor(index, hash);
        if (place < 0) {
            return;
        }
        int start = room(length);
        write(key, response, chunks.get(start / ByteChunks.BYTES), start % ByteChunks.BYTES);
        index[place] = (long) hash << 32 | (start + 1L);
        size++;
    }

    /** What was answered; null when that request is not here. */
    byte @Nullable [] to(FinalResponses.Key key) {
        if (size == 0) {
            return null;
        }
        int hash = hash(key);
        int mask = index.length - 1;
        for (int step = 0; step < MOST_STEPS; step++) {
            long found = index[hash + step & mask];
            if (found == 0) {
                return null;
            }
            if ((int) (found >>> 32) == hash) {
                int start = (int) found - 1;
                byte[] chunk = chunks.get(start / ByteChunks.BYTES);
                byte[] response = read(key, chunk, start % ByteChunks.BYTES);
                if (response != null) {
                    return response;
                }
            }
        }
        return null;
    }

    private static int hash(FinalResponses.Key key) {
        int mixed = (key.branch().hashCode() * 31 + key.host().hashCode()) * 31
                + key.method().hashCode()
                + key.port();
        mixed *= 0x9E3779B1;
        return mixed ^ mixed >>> 16;
    }

    private static int placeFor(long[] index, int hash) {
        int mask = index.length - 1;
        for (int step = 0; step < MOST_STEPS; step++) {
            int place = hash + step & mask;
            if (index[place] == 0) {
                return place;
            }
        }
        return -1;
    }

    private void grow() {
        long[] larger = new long[index.length * 2];
        for (long entry : index) {
            if (entry != 0) {
                int place = placeFor(larger, (int) (entry >>> 32));
                if (place >= 0) {
                    larger[place] = entry;
                }
            }
        }
        index = larger;
    }

    private int room(int length) {
        if (chunks.size() * ByteChunks.BYTES - end < length) {
            end = chunks.size() * ByteChunks.BYTES;
            chunks.add(source.take());
        }
        int start = end;
        end += length;
        return start;
    }

    private static void write(FinalResponses.Key key, byte[] response, byte[] chunk, int start) {
        INTS.set(chunk, start, response.length);
        INTS.set(chunk, start + 4, key.port());
        INTS.set(chunk, start + 8, key.method().length());
        INTS.set(chunk, start + 12, key.branch().length());
        INTS.set(chunk, start + 16, key.host().length());
        int at = text(key.method(), chunk, start + HEAD);
        at = text(key.branch(), chunk, at);
        at = text(key.host(), chunk, at);
        System.arraycopy(response, 0, chunk, at, response.length);
    }

    /** A text that is not of one byte each reads as another one: of such a request the response is never found. */
    private static int text(String text, byte[] chunk, int start) {
        for (int i = 0; i < text.length(); i++) {
            chunk[start + i] = (byte) text.charAt(i);
        }
        return start + text.length();
    }

    private static byte @Nullable [] read(FinalResponses.Key key, byte[] chunk, int start) {
        int at = start + HEAD;
        int branch = at + key.method().length();
        int host = branch + key.branch().length();
        boolean same = number(chunk, start + 4) == key.port()
                && isAt(key.method(), number(chunk, start + 8), chunk, at)
                && isAt(key.branch(), number(chunk, start + 12), chunk, branch)
                && isAt(key.host(), number(chunk, start + 16), chunk, host);
        if (!same) {
            return null;
        }
        int response = host + key.host().length();
        return Arrays.copyOfRange(chunk, response, response + number(chunk, start));
    }

    private static int number(byte[] chunk, int at) {
        return (int) INTS.get(chunk, at);
    }

    private static boolean isAt(String text, int length, byte[] chunk, int start) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if ((chunk[start + i] & 0xFF) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
