package org.linekeeper.sip.transport;

/** What every message is checked for before a parser sees it. */
public final class FirstChecks {
    private FirstChecks() {}

    /** Whether nothing is found wrong with a response: header lines, their number, what must stand in it and may stand once. */
    public static boolean passes(byte[] message) {
        MessageScan scan = MessageScan.of(message);
        return scan.startLine() instanceof StartLine.Response
                && scan.fault() == null
                && scan.headerEnd() + scan.contentLength() <= message.length;
    }
}
