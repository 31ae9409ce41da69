package org.linekeeper.sip.register;

import java.util.HexFormat;
import java.util.Optional;

/**
 * The branch of a REGISTER: where its transaction stands, so that a response finds it without a search, and which use of that
 * place it is, so that late and repeated responses are known as such.
 *
 * <p>{@code z9hG4bK r LL SSSSSS GGGGGGGG KKKKKKKK} in hexadecimal: loop, slot, generation, and a key drawn at start, because RFC
 * 3261 8.1.1.7 wants the branch "unique across space and time" and slots begin anew after a restart.
 *
 * @param loop index of the owner loop, 0 to 255
 * @param slot place in the table of that loop, 0 to 16,777,215
 * @param generation how often the place was used
 * @param key drawn at start
 */
record RegisterBranch(int loop, int slot, int generation, int key) {
    static final String COOKIE = "z9hG4bK";
    static final String PREFIX = "r";
    private static final int START = COOKIE.length() + PREFIX.length();
    private static final int LENGTH = START + 2 + 6 + 8 + 8;
    private static final HexFormat HEX = HexFormat.of();

    String text() {
        return COOKIE
                + PREFIX
                + HEX.toHexDigits((byte) loop)
                + HEX.toHexDigits(slot, 6)
                + HEX.toHexDigits(generation)
                + HEX.toHexDigits(key);
    }

    /** Reads a branch with or without the cookie of RFC 3261; empty when it is none of ours. */
    static Optional<RegisterBranch> parse(String text) {
        String branch = text.startsWith(COOKIE) ? text : COOKIE + text;
        if (branch.length() != LENGTH || !branch.startsWith(PREFIX, COOKIE.length())) {
            return Optional.empty();
        }
        for (int i = START; i < LENGTH; i++) {
            if (!HexFormat.isHexDigit(branch.charAt(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(new RegisterBranch(
                HexFormat.fromHexDigits(branch, START, START + 2),
                HexFormat.fromHexDigits(branch, START + 2, START + 8),
                HexFormat.fromHexDigits(branch, START + 8, START + 16),
                HexFormat.fromHexDigits(branch, START + 16, LENGTH)));
    }
}
