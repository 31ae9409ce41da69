package org.linekeeper.sip.jain;

import gov.nist.core.Host;
import gov.nist.core.HostPort;
import gov.nist.core.NameValue;
import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import org.jspecify.annotations.Nullable;

/**
 * Reads the plain forms of the parts of a header, from left to right: no escapes, no comments, no IPv6, no blanks where they are
 * optional. What is written otherwise is not read here at all (null, or -1), and is left to JAIN-SIP's parser.
 */
final class PlainText {
    private static final boolean[] TOKEN = alphanumAnd("-.!%*_+`'~");
    private static final boolean[] USER = alphanumAnd("-_.!~*'()+");
    private static final boolean[] HOST = alphanumAnd("-.");
    private static final boolean[] PARAMETER = alphanumAnd("-_.");
    private static final int MAX_PORT = 65_535;
    private static final int DIGITS = 5;

    private final String text;
    private int at;

    PlainText(String text, int from) {
        this.text = text;
        this.at = from;
    }

    boolean atEnd() {
        return at == text.length();
    }

    int position() {
        return at;
    }

    /** Steps over a character, if it comes next. */
    boolean skip(char wanted) {
        boolean there = at < text.length() && text.charAt(at) == wanted;
        if (there) {
            at++;
        }
        return there;
    }

    void skipBlanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    /** RFC 3261 25.1 token; null where there is none. */
    @Nullable
    String token() {
        return run(TOKEN);
    }

    /** {@code sip:} with user or without, a name or IPv4 address, and parameters that have values. */
    @Nullable
    SipUri uri() {
        if (!text.startsWith("sip:", at)) {
            return null;
        }
        at += 4;
        SipUri uri = new SipUri();
        int start = at;
        String user = run(USER);
        if (user != null && skip('@')) {
            uri.setUser(user);
        } else {
            at = start;
        }
        HostPort where = hostPort();
        if (where == null) {
            return null;
        }
        uri.setHostPort(where);
        while (skip(';')) {
            String name = run(PARAMETER);
            String value = skip('=') ? run(PARAMETER) : null;
            if (name == null || value == null) {
                return null;
            }
            uri.setUriParameter(new NameValue(name, value, false));
        }
        return uri;
    }

    /** A name or IPv4 address, with port or without. */
    @Nullable
    HostPort hostPort() {
        String host = run(HOST);
        if (host == null) {
            return null;
        }
        HostPort where = new HostPort();
        where.setHost(new Host(host));
        if (skip(':')) {
            int port = number(DIGITS);
            if (port < 0 || port > MAX_PORT) {
                return null;
            }
            where.setPort(port);
        }
        return where;
    }

    /** {@code <URI>}, or that behind a name in quotation marks. */
    @Nullable
    AddressImpl address() {
        AddressImpl address = new AddressImpl();
        address.setAddressType(AddressImpl.NAME_ADDR);
        if (skip('"')) {
            int end = text.indexOf('"', at);
            if (end <= at || text.lastIndexOf('\\', end) >= at) {
                return null;
            }
            address.setDisplayName(text.substring(at, end).trim());
            at = end + 1;
            skipBlanks();
        }
        if (!skip('<')) {
            return null;
        }
        SipUri uri = uri();
        if (uri == null || !skip('>')) {
            return null;
        }
        address.setURI(uri);
        return address;
    }

    /** Up to so many digits, fewer than ten; -1 where there is none. */
    int number(int digits) {
        int start = at;
        int number = 0;
        while (at < text.length() && at - start < digits && isDigit(text.charAt(at))) {
            number = number * 10 + (text.charAt(at) - '0');
            at++;
        }
        return at == start ? -1 : number;
    }

    private @Nullable String run(boolean[] allowed) {
        int start = at;
        while (at < text.length() && text.charAt(at) < allowed.length && allowed[text.charAt(at)]) {
            at++;
        }
        return at == start ? null : text.substring(start, at);
    }

    private static boolean[] alphanumAnd(String others) {
        boolean[] allowed = new boolean[128];
        for (char c = 0; c < allowed.length; c++) {
            allowed[c] = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || others.indexOf(c) >= 0;
        }
        return allowed;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
