package org.linekeeper.sip.register;

/** The sets of characters that the scanner knows (RFC 3261 25.1). */
final class Characters {
    static final int TOKEN = 1;

    /** What a parameter of Via has without quotes: a token or an IP address. */
    static final int PARAMETER_VALUE = 2;

    /** unreserved, escaped and user-unreserved. */
    static final int USER = 4;

    /** What may stand anywhere in a URI, quotes and white space not being among it. */
    static final int URI = 8;

    static final int HOST = 16;

    private static final byte[] SETS = new byte[128];

    static {
        for (char c = '0'; c <= 'z'; c++) {
            if (c <= '9' || (c >= 'A' && c <= 'Z') || c >= 'a') {
                SETS[c] = TOKEN | PARAMETER_VALUE | USER | URI | HOST;
            }
        }
        add("-.!%*_+`'~", TOKEN | PARAMETER_VALUE);
        add(":[]", PARAMETER_VALUE);
        add("-_.!~*'()%&=+$,;?/", USER | URI);
        add(":@[]", URI);
        add("-.", HOST);
    }

    private Characters() {}

    /** Whether the character is of one of these sets. */
    static boolean is(byte b, int sets) {
        return b >= 0 && (SETS[b] & sets) != 0;
    }

    /** The first place in a range whose character is of none of these sets. */
    static int skip(byte[] message, int from, int to, int sets) {
        int at = from;
        while (at < to && is(message[at], sets)) {
            at++;
        }
        return at;
    }

    private static void add(String characters, int sets) {
        for (int i = 0; i < characters.length(); i++) {
            SETS[characters.charAt(i)] |= (byte) sets;
        }
    }
}
