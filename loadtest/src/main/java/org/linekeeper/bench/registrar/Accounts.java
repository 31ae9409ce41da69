package org.linekeeper.bench.registrar;

/** The accounts that gateway, peer and target agree on: numbered extensions, each with a password of its own. */
public final class Accounts {
    /** Realm of the target, and the SIP domain of its users. */
    public static final String DOMAIN = "pbx.bench.example";

    private static final int FIRST = 1_000_000;

    private Accounts() {}

    /** The extension of a line, which is also its digest user name. */
    public static String user(int line) {
        return Integer.toString(FIRST + line);
    }

    /** Its password. */
    public static String password(int line) {
        return "bench-" + Integer.toHexString(line * 0x9e3779b1);
    }

    static int line(long user) {
        return user >= FIRST && user < FIRST + 10_000_000L ? (int) (user - FIRST) : -1;
    }
}
