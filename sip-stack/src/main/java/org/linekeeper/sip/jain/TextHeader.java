package org.linekeeper.sip.jain;

import gov.nist.javax.sip.header.SIPHeader;
import java.text.ParseException;

/**
 * A header of ours as it is written. JAIN-SIP would read it, to write it again for each message; we need no part of it. Immutable, so
 * that messages may share it.
 */
final class TextHeader extends SIPHeader {
    private static final long serialVersionUID = 1L;

    private final String value;
    private final String line;

    private TextHeader(String name, String value) {
        this.headerName = name;
        this.value = value;
        this.line = name + ": " + value + "\r\n";
    }

    /** @throws ParseException when the value would begin another line */
    static TextHeader of(String name, String value) throws ParseException {
        // RFC 3261 25.1: neither CR nor LF nor NUL stands in a value.
        if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0 || value.indexOf('\0') >= 0) {
            throw new ParseException("a line break in " + name, 0);
        }
        return new TextHeader(name, value);
    }

    @Override
    public StringBuilder encode(StringBuilder buffer) {
        return buffer.append(line);
    }

    @Override
    protected StringBuilder encodeBody(StringBuilder buffer) {
        return buffer.append(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TextHeader that && line.equals(that.line);
    }

    @Override
    public int hashCode() {
        return line.hashCode();
    }
}
