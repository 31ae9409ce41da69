package org.linekeeper.sip.register;

/** The contact that a REGISTER carried, known again by its bytes. */
interface SoughtContact {
    /** Whether this is its user part, which no other line has. */
    boolean isUser(byte[] message, int from, int to);

    /** Whether this is its host; in any letter case, IPv6 with brackets. */
    boolean isHost(byte[] message, int from, int to);

    /** Its port as sent. */
    int port();

    /** Whether this is its {@code +sip.instance} without quotes and angle brackets; never when it carried none. */
    boolean isInstance(byte[] message, int from, int to);
}
