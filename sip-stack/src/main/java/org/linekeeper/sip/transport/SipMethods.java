package org.linekeeper.sip.transport;

import java.util.Set;

/** The methods that we know and those that reach the transaction user. */
public final class SipMethods {
    /** Value of our Allow header: what we take, within dialogs or outside. */
    public static final String ALLOW = "INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE, REFER, NOTIFY";

    /** Value of our Supported header. */
    public static final String SUPPORTED = "timer, replaces";

    /** Those that begin or stand in a dialog: whoever owns the dialog answers them. */
    private static final Set<String> SERVED =
            Set.of("INVITE", "ACK", "CANCEL", "BYE", "OPTIONS", "INFO", "UPDATE", "PRACK", "REFER", "NOTIFY");

    private static final Set<String> KNOWN = Set.of("REGISTER", "SUBSCRIBE", "MESSAGE", "PUBLISH");

    private SipMethods() {}

    static boolean isServed(String method) {
        return SERVED.contains(method);
    }

    static boolean isKnown(String method) {
        return SERVED.contains(method) || KNOWN.contains(method);
    }
}
