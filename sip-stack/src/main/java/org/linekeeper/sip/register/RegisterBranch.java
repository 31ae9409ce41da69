package org.linekeeper.sip.register;

import org.linekeeper.sip.wire.MessageBuffer;

/**
 * The branch of a REGISTER: where its transaction stands, so that a response finds it without a search, and which use of that
 * place it is, so that late and repeated responses are known as such.
 *
 * <p>{@code z9hG4bK r LL SSSSSS GGGGGGGG KKKKKKKK} in hexadecimal: loop (0 to 255), slot in the table of that loop (0 to
 * 16,777,215), generation (how often the slot was used), and a key drawn at start, because RFC 3261 8.1.1.7 wants the branch
 * "unique across space and time" and slots begin anew after a restart.
 *
 * <p>A branch is read where it lies in the message; {@code from} is its first byte.
 */
final class RegisterBranch {
    static final String COOKIE = "z9hG4bK";
    static final String PREFIX = "r";
    private static final String BEGINNING = COOKIE + PREFIX;
    private static final int LOOP = BEGINNING.length();
    private static final int SLOT = LOOP + 2;
    private static final int GENERATION = SLOT + 6;
    private static final int KEY = GENERATION + 8;
    private static final int LENGTH = KEY + 8;

    private RegisterBranch() {}

    static void write(int loop, int slot, int generation, int key, MessageBuffer to) {
        to.unchecked(BEGINNING).hex(loop, 2).hex(slot, 6).hex(generation, 8).hex(key, 8);
    }

    /** Whether this is a branch of ours, by its form. */
    static boolean isOurs(byte[] message, int from, int to) {
        if (to - from != LENGTH || !Bytes.startsWith(message, from, to, BEGINNING)) {
            return false;
        }
        for (int i = from + LOOP; i < to; i++) {
            if (digit(message[i]) < 0) {
                return false;
            }
        }
        return true;
    }

    static int loop(byte[] message, int from) {
        return number(message, from + LOOP, from + SLOT);
    }

    static int slot(byte[] message, int from) {
        return number(message, from + SLOT, from + GENERATION);
    }

    static int generation(byte[] message, int from) {
        return number(message, from + GENERATION, from + KEY);
    }

    static int key(byte[] message, int from) {
        return number(message, from + KEY, from + LENGTH);
    }

    private static int number(byte[] message, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = (number << 4) | digit(message[i]);
        }
        return number;
    }

    /** Some PBXs write what they were sent in capitals. */
    private static int digit(byte b) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        int letter = (b | 0x20) - 'a';
        return letter >= 0 && letter < 6 ? letter + 10 : -1;
    }
}
